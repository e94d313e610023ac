"""Signing in, one's own account, the desk's home and search: everyone their own."""

from tests.doors.rows import EVERYONE, Row

ROWS = [
    Row("account_login", ok=EVERYONE, ok_status=302, nobody=200),
    Row("account_logout", ok=EVERYONE),
    Row("account_logout", method="post", ok=EVERYONE, ok_status=302),
    Row("account_inactive", anyone=200),
    Row("account_reset_password", anyone=200),
    Row("account-settings", ok=EVERYONE),
    Row("account-grants", ok=EVERYONE),
    Row("account_change_password", ok=EVERYONE),
    Row("account_reauthenticate", ok=EVERYONE),
    Row("preference-set", anyone=405),
    Row("preference-set", method="post", anyone=302),
    Row("mfa_index", ok=EVERYONE),
    Row("mfa_authenticate", anyone=302),
    Row("mfa_reauthenticate", anyone=302),
    Row("mfa_view_recovery_codes", ok=EVERYONE, ok_status=404),
    Row("mfa_generate_recovery_codes", ok=EVERYONE, ok_status=302),
    Row("mfa_download_recovery_codes", ok=EVERYONE, ok_status=404),
    Row("mfa_activate_totp", ok=EVERYONE, ok_status=302),
    Row("mfa_deactivate_totp", ok=EVERYONE, ok_status=404),
    Row("mfa_list_webauthn", ok=EVERYONE),
    Row("mfa_add_webauthn", ok=EVERYONE, ok_status=302),
    Row("mfa_reauthenticate_webauthn", anyone=302),
    Row("mfa_remove_webauthn", ok=EVERYONE, ok_status=302, kwargs=lambda things: {"pk": 1}),
    Row("mfa_edit_webauthn", ok=EVERYONE, ok_status=302, kwargs=lambda things: {"pk": 1}),
    Row("mfa_login_webauthn", anyone=302),
    Row("usersessions_list", ok=EVERYONE),
    Row("sign-out-everywhere", ok=EVERYONE, ok_status=405),
    Row("sign-out-everywhere", method="post", ok=EVERYONE, ok_status=302),
    Row("desk-home", ok=EVERYONE),
    Row("acting-choose", ok=EVERYONE, ok_status=405),
    Row("acting-choose", method="post", ok=EVERYONE, ok_status=404),  # no grant named: not one of one's own
    Row("desk-search", ok=EVERYONE),
    Row("desk-search", ok=EVERYONE, query="?q=bgq&palette=1"),
]
