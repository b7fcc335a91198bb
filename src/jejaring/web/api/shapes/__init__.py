"""What the API tells and takes, one module a subject, named as the models are."""
