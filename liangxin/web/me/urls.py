from django.urls import path

from liangxin.web.me import links, tokens, views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/data/", views.data, name="me-data"),
    path("me/looks/", views.looks, name="me-looks"),
    path("me/bookings/", views.bookings, name="my-bookings"),
    path("me/export/", views.export, name="me-export"),
    path("me/correct/", views.correct, name="me-correct"),
    path("me/correct/<int:correction_id>/withdraw/", views.withdraw_a_correction, name="me-correct-withdraw"),
    path("me/link/", links.link, name="me-link"),
    path("me/link/<int:request_id>/withdraw/", links.withdraw, name="me-link-withdraw"),
    path("me/declare/", views.declare, name="me-declare"),
    path("me/declare/<int:declaration_id>/withdraw/", views.withdraw_a_declaration, name="me-declare-withdraw"),
    path("me/tokens/", tokens.tokens, name="me-tokens"),
    path("me/tokens/new/", tokens.new_token, name="me-token-new"),
    path("me/tokens/<int:token_id>/end/", tokens.stop_token, name="me-token-end"),
]
