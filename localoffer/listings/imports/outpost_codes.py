"""Which of our codes the words of Outpost's feed stand for."""

from __future__ import annotations

from localoffer.vocabulary import Access

NEEDS = {"autism": "autism", "hearing": "hearing", "visual": "vision"}

NEED_AREAS = {
    "communication-and-interaction": "communication-and-interaction",
    "cognition-and-learning": "cognition-and-learning",
    "social-emotional-and-mental-health-difficulties": "social-emotional-and-mental-health",
    "sensory-and-physical-needs": "sensory-and-physical",
}

# The taxonomies below the feed's first level; the first level counts only where none of these is given.
KINDS = (
    ("activities-for-babies-and-toddlers", "activities"),
    ("activities-for-young-people", "activities"),
    ("activities-for-send", "activities"),
    ("arts-crafts-and-cooking", "activities"),
    ("clubs-and-groups", "activities"),
    ("youth-clubs", "activities"),
    ("scouts-guides-and-cadets", "activities"),
    ("dance-drama-and-music", "activities"),
    ("days-out", "activities"),
    ("gaming", "activities"),
    ("libraries-and-community-centres", "activities"),
    ("local-attractions", "activities"),
    ("outdoor-and-environmental-activities", "activities"),
    ("parks-and-outdoor-activities", "activities"),
    ("parks-and-outdoor-spaces", "activities"),
    ("haf-summer-activities", "holiday-activities"),
    ("holiday-activities", "holiday-activities"),
    ("holiday-clubs-and-schemes", "holiday-activities"),
    ("sports-and-fitness", "sport"),
    ("swimming", "sport"),
    ("support-groups", "family-support"),
    ("childminders", "childcare"),
    ("before-after-school-and-lunch-clubs", "childcare"),
    ("funded-childcare", "childcare"),
    ("2-year-old-funded-providers", "childcare"),
    ("3-4-year-old-funded-providers", "childcare"),
    ("30-hours-funded-providers", "childcare"),
    ("childcare-for-children-with-a-send", "childcare"),
    ("home-childcarer-nanny", "childcare"),
    ("day-nurseries-and-creches", "childcare"),
    ("preschools-and-nursery-classes", "childcare"),
    ("nurseries-creches-pre-schools-and-nursery-classes", "childcare"),
    ("carers", "carers"),
    ("parenting", "family-support"),
    ("health-services", "health"),
    ("mental-and-emotional-health", "wellbeing"),
    ("health-and-wellbeing", "wellbeing"),
    ("money-benefits-and-allowances", "money"),
    ("send-services", "advice"),
    ("primary-schools", "education"),
    ("secondary-schools", "education"),
    ("combined-schools", "education"),
    ("special-schools", "education"),
    ("arps-additionally-resourced-provision", "education"),
    ("prus-pupil-referral-units", "education"),
    ("private-and-independent", "education"),
    ("private-tuition", "education"),
    ("support-services-for-pupils", "education"),
    ("support-services-for-send-pupils", "education"),
    ("exclusion-and-school-refusal-support", "education"),
    ("post-16-education", "adult-life"),
    ("adult-and-community-learning", "adult-life"),
    ("family-learning", "family-support"),
    ("support-for-parents", "family-support"),
)

# The feed puts almost everything under "things to do": it comes last.
ROOT_KINDS = (
    ("childcare-and-early-years", "childcare"),
    ("family-centres", "family-support"),
    ("advice-and-support", "advice"),
    ("education-and-learning", "education"),
    ("things-to-do", "activities"),
)

DEFAULT_KIND = "advice"

# Only what the words say: "changing facilities" is not a Changing Places toilet.
ACCESS = {
    "wheelchair-accessible-entrance": Access.STEP_FREE,
    "accessible-toilet-facilities": Access.ACCESSIBLE_TOILET,
    "disabled-car-parking-space": Access.PARKING,
    "hearing-loop": Access.HEARING_LOOP,
}
