"""The record of a leadership election's code of conduct that both camps can trust."""
