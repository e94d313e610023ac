"""Today, as the database knows it: for conditions that must hold on the day they are asked."""

from django.db.models import DateField, Func


class Today(Func):
    """The current day in the house's time zone (Asia/Shanghai), whatever the session's zone is."""

    template = "(CURRENT_TIMESTAMP AT TIME ZONE 'Asia/Shanghai')::date"
    arity = 0
    output_field = DateField()
