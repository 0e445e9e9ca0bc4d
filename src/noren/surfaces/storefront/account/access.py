"""Who may see an account's pages: the customer who is logged in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect

from noren.customers.selectors import customer
from noren.customers.types import CustomerInfo
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import StorefrontRequest

Parameters = ParamSpec("Parameters")
BuyerView = Callable[Concatenate[StorefrontRequest, Parameters], HttpResponse]


def for_customers(view: BuyerView[Parameters]) -> Callable[..., HttpResponse]:
    """Let in who is logged in; others go to the log-in and come back."""

    @wraps(view)
    def guarded(
        request: StorefrontRequest, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        visit = request.visit.current()
        if visit is None or visit.customer_id is None:
            here = request.get_full_path() if request.method == "GET" else address(request, "account")
            return HttpResponseRedirect(f"{address(request, 'log_in')}?{urlencode({'next': here})}")
        return view(request, *args, **kwargs)

    return guarded


def customer_id_of(request: StorefrontRequest) -> UUID:
    """Return the customer's id, in a view `for_customers`."""
    visit = request.visit.current()
    if visit is None or visit.customer_id is None:
        raise LookupError("nobody is logged in")
    return visit.customer_id


def customer_of(request: StorefrontRequest) -> CustomerInfo:
    """Return the customer, in a view `for_customers`."""
    found = customer(customer_id_of(request))
    if found is None:
        raise LookupError("the visit's customer is gone")
    return found
