from tests.referrals import journeys
from tests.support.client import CheckedClient


def test_a_parent_asks_and_gets_a_reference(client: CheckedClient) -> None:
    journeys.fill_in(client)
    assert journeys.send(client).location.endswith("/sent")
    page = client.page("/refer/life-skills/sent")
    assert page.heading == "We have your form"
