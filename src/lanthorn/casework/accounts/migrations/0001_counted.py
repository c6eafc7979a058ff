"""What counts towards the limits, kept for all processes together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of counts."""

    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Counted",
            fields=[
                (
                    "key",
                    models.CharField(
                        db_comment="HMAC-SHA256 of what is counted", max_length=64, primary_key=True, serialize=False
                    ),
                ),
                ("value", models.JSONField(db_comment="When it happened, each time, in seconds; or that it did")),
                ("ends", models.DateTimeField(db_comment="From when on it counts no more", db_index=True)),
            ],
            options={
                "db_table_comment": (
                    "What counts towards the limits of sign-ins and of pages taken, for all processes together"
                ),
            },
        ),
    ]
