"""The price guide beside the price field, read out with it."""

from django.forms import Form
from django.template.loader import render_to_string

from jejaring.web.trade.guide import Guide


def beside_price(form: Form, guide: Guide | None, unit: str) -> None:
    """Put what the network pays and what others ask into the help of the price field, where it has one."""
    if guide and "price" in form.fields:
        field = form.fields["price"]
        context = {"asked": field.help_text, "guide": guide, "unit": unit}
        field.help_text = render_to_string("trade/guide.html", context).strip()
