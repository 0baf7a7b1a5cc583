"""Forms of identity."""

from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from compliance.core.language import lazy as _
from compliance.web.forms import Form


class SignInForm(Form):
    """Address and password."""

    email = EmailField(_("E-mail address"), [InputRequired(_("Enter your e-mail address.")), Length(max=254)])
    password = PasswordField(_("Password"), [InputRequired(_("Enter your password.")), Length(max=1024)])
