"""What is asked about strengths, hard days, wishes and help."""

from __future__ import annotations

from localoffer.languages import lazy_gettext
from localoffer.referrals.wording.words import Words

STRENGTHS = Words(
    lazy_gettext("What is your child good at, and what do they enjoy?"),
    lazy_gettext("What are you good at, and what do you enjoy?"),
    lazy_gettext("What are they good at, and what do they enjoy?"),
)
STRENGTHS_HINT = Words(
    lazy_gettext("We ask because support works best when it starts from this. You can leave this empty."),
    lazy_gettext("Tell us what you are proud of and what makes you happy. You can leave this empty."),
    lazy_gettext("We ask because support works best when it starts from this. You can leave this empty."),
    lazy_gettext("Say what you see, and what they tell you. Support works best when it starts from this."),
)
DAY_TO_DAY = Words(
    lazy_gettext("What is hard for your child day to day?"),
    lazy_gettext("What is hard for you day to day?"),
    lazy_gettext("What is hard for them day to day?"),
)
DAY_TO_DAY_HINT = Words(
    lazy_gettext("We ask so that we can find somebody who knows how to help. Choose all that are true."),
    lazy_gettext("There are no wrong answers. Choose all that are true for you."),
    lazy_gettext("We ask so that we can find somebody who knows how to help. Choose all that are true."),
    lazy_gettext("Choose what you and the family see day to day. You do not need to send a report."),
)
LEARN = Words(
    lazy_gettext("What would your child like to learn?"),
    lazy_gettext("What would you like to learn?"),
    lazy_gettext("What would they like to learn?"),
)
LEARN_HINT = Words(
    lazy_gettext("Choose up to 3. These are only examples: you can also use your own words."),
    lazy_gettext("Choose up to 3 things that you want. These are only examples: you can also use your own words."),
    lazy_gettext("Choose up to 3. These are only examples: you can also use your own words."),
    lazy_gettext("Choose up to 3, best together with them. These are only examples: you can also use their words."),
)
HELP_NOW = Words(
    lazy_gettext("What help does your child have now? (optional)"),
    lazy_gettext("What help do you have now? (optional)"),
    lazy_gettext("What help do they have now? (optional)"),
)
HELP_NOW_HINT = Words(
    lazy_gettext(
        "For example, from family, school, a club or a worker. "
        "We ask so that new help fits in with it. You can ask for support with or without it."
    ),
    lazy_gettext(
        "For example, from family, school, a club or a worker. "
        "We ask so that new help fits in with it. You can ask for support with or without it."
    ),
    lazy_gettext(
        "For example, from family, school, a club or a worker. "
        "We ask so that new help fits in with it. They can have support with or without it."
    ),
)
HOURS_USED = Words(
    lazy_gettext("How many hours of 1-1 Life Skills support has your child had this year? (optional)"),
    lazy_gettext("How many hours of 1-1 Life Skills support have you had this year? (optional)"),
    lazy_gettext("How many hours of 1-1 Life Skills support have they had this year? (optional)"),
)
HOURS_USED_HINT = Words.same(lazy_gettext("If it was none, write 0. If you do not know, leave this empty."))
