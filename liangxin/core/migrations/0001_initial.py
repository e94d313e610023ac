from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("process", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("beaten_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("action", models.CharField(max_length=100)),
                ("user_id", models.BigIntegerField(null=True)),
                ("user_name", models.CharField(default="", max_length=150)),
                ("acting_as", models.CharField(default="", max_length=300)),
                ("address", models.GenericIPAddressField(null=True)),
                ("request_id", models.CharField(default="", max_length=40)),
                ("object_kind", models.CharField(default="", max_length=60)),
                ("object_id", models.BigIntegerField(null=True)),
                ("object_label", models.CharField(default="", max_length=300)),
                ("reason", models.CharField(default="", max_length=500)),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="core_audit_newest"),
                    models.Index(fields=["object_kind", "object_id", "-at"], name="core_audit_object"),
                    models.Index(fields=["user_id", "-at"], name="core_audit_user"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("payload", models.JSONField()),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                ("handled_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField(auto_now_add=True)),
                ("last_error", models.TextField(default="")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("handled_at", None)),
                        fields=["next_attempt_at", "id"],
                        name="core_outbox_waiting",
                    )
                ],
            },
        ),
    ]
