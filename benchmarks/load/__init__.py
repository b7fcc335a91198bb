"""24,000 requests in four minutes from 100 clients: how long answers take, beside a bare Django view."""
