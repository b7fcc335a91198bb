"""What whoever runs the site needs: backups, health, metrics, logs. Not what the site is about."""
