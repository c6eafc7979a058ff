"""An agency that was not asked has neither given its return nor failed to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("panels", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="attendance",
            name="return_given",
            field=models.BooleanField(
                db_comment="Had the agency given its returns before the meeting; empty if not asked", null=True
            ),
        ),
    ]
