"""A throw-away installation with the demo contest: everything in it is fiction."""

from compliance.exchange.demo.folder import CONTEST, Folder
from compliance.exchange.demo.making import make
from compliance.exchange.demo.people import ACCOUNTS
from compliance.exchange.demo.serving import FIRST_PORT, HOST, listening, serve

__all__ = ["ACCOUNTS", "CONTEST", "FIRST_PORT", "HOST", "Folder", "listening", "make", "serve"]
