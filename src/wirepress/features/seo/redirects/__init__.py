"""Redirects: addresses that lead elsewhere, and addresses at which readers found nothing."""
