//! What Meterdesk assumes in this workbook: the positions of switches that nobody states publicly, and what has no switch.

use super::assumed_payment::PAYMENT;
use super::{Certainty, SETTINGS, Settings};

/// Something that is not publicly known, and what Meterdesk takes for true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assumption {
    /// Its name.
    pub id: &'static str,
    /// What Meterdesk does.
    pub text: &'static str,
    /// Why that was chosen, and what is known.
    pub basis: &'static str,
    /// Whether it is the position of a switch.
    pub switch: bool,
}

pub(super) const fn fixed(id: &'static str, text: &'static str, basis: &'static str) -> Assumption {
    Assumption {
        id,
        text,
        basis,
        switch: false,
    }
}

/// Assumptions without a switch: nobody has named another way that would be worth rehearsing.
const FIXED: [Assumption; 27] = [
    fixed(
        "bill-rounded-once",
        "The month's bill of a policy or plan is its credits at the price of pay-as-you-go, rounded to the cent once, half a cent to the \
         even one. Azure's own bill may differ; imported, it stands beside this under Imported reports.",
        "Azure states a line for each day and meter; how such lines are rounded on an invoice is not said.",
    ),
    fixed(
        "cost-analysis-forecast",
        "Cost management forecasts each day to come as the mean of the same weekday in the last four weeks, and says by how much \
         that was off on an average day of those weeks.",
        "The real page's method of forecasting is not published.",
    ),
    fixed(
        "connect-at-once",
        "Connecting a billing policy reaches people at once.",
        "Only the delay of disconnecting is documented (up to two hours).",
    ),
    fixed(
        "unused-agents",
        "While a disconnection is reaching people, each keeps the agents of which there is any use by them before it.",
        "Documented is that an agent that has not been used is gone once pay-as-you-go is turned off; by whom is not said.",
    ),
    fixed(
        "budget-set-midway",
        "A budget that is set or changed during its period counts the whole period; thresholds passed by then alert at once.",
        "Documented is only when a budget begins anew.",
    ),
    fixed(
        "budget-mail-after-a-day",
        "An alert mail arrives exactly 24 hours after its threshold was passed.",
        "Documented is up to 24 hours; Meterdesk takes the latest.",
    ),
    fixed(
        "spending-up-to-date",
        "Spending is shown as of the simulated time.",
        "The real page is documented to be up to four hours behind.",
    ),
    fixed(
        "spending-roles",
        "Global, Billing and AI administrators see what policies spent; other roles don't.",
        "Documented is only that a Global Reader sees policies and budgets, but not spending.",
    ),
    fixed(
        "policy-names",
        "A billing policy's name is unique and has at most 64 characters.",
        "Name rules are not documented.",
    ),
    fixed(
        "group-names",
        "A security group's name is unique.",
        "Microsoft Entra tells groups apart by ID; on these screens a name must be enough.",
    ),
    fixed(
        "plan-names",
        "A billing plan's name is unique among the plans that are there and has at most 64 characters.",
        "Name rules are not documented.",
    ),
    fixed(
        "plan-products",
        "A billing plan bears the meters of the products chosen from six. Only Copilot Studio's counts Copilot Credits.",
        "That products can be chosen is documented; their names on screen are known from a third party.",
    ),
    fixed(
        "returned-packs",
        "Capacity packs can be removed at any time, whole, down to what is allocated.",
        "When and how many packs can be returned depends on the offer; that allocations hold is this workbook's rule.",
    ),
    fixed(
        "management-groups",
        "A management group holds every Azure subscription of the tenant.",
        "Management groups are no part of this workbook; only their name is kept.",
    ),
    fixed(
        "power-apps",
        "An app's settings stand for those of its environment: apps are no part of a workbook, and none is left out of billing.",
        "The documents say that one app can be left out; agents, which use Copilot Credits, are no apps.",
    ),
    fixed(
        "cost-look",
        "Azure looks at budgets of billing plans each day at 08:00 UTC, on the cost of complete days; mails arrive then.",
        "Community reports: costs are known within 8 to 24 hours, and budgets are looked at about every 24 hours.",
    ),
    fixed(
        "cost-forecast",
        "A forecast goes on with the average of the period's last complete days, at most seven, until it ends.",
        "Azure's own model is not published.",
    ),
    fixed(
        "cost-meter",
        "All use is shown under the meter Pay as you go Copilot Credit, and SharePoint agents under a tag of their own.",
        "The meter is documented for the Retrieval API, the tags for Copilot Chat and the Retrieval API.",
    ),
    fixed(
        "regions",
        "The regions offered are common Azure regions.",
        "No list of regions is published.",
    ),
    fixed(
        "licence-stock",
        "Licenses that people have when a directory is loaded are owned by the tenant.",
        "How they were bought is no part of a directory.",
    ),
    fixed(
        "licence-term",
        "Licenses are bought for a year and renew themselves; they can be removed at any time, down to what is assigned.",
        "Terms depend on the offer and the agreement.",
    ),
    fixed(
        "licence-places",
        "Four countries, under general embargoes, have no licenses of Microsoft 365 Copilot and Copilot Studio.",
        "No list of places is published by product; the error for such a place is documented.",
    ),
    fixed(
        "group-licence-delay",
        "A change to a group's licenses reaches its direct members after five minutes; what it takes away is gone at once.",
        "Documented is only that it happens in the background.",
    ),
    fixed(
        "group-licence-whole",
        "If one product of a group can't be given to a member, the group's other products are taken from them too.",
        "Documented is that none of the group's products is assigned then; what was assigned before is not mentioned.",
    ),
    fixed(
        "subscription-names",
        "An Azure subscription's name is unique in the tenant and has at most 64 characters.",
        "Azure tells subscriptions apart by ID; on these screens a name must be enough.",
    ),
    fixed(
        "who-creates-subscriptions",
        "A Global administrator or Billing administrator can create an Azure subscription, and is its Owner.",
        "Documented is a role on the billing account, which is no part of this workbook.",
    ),
    fixed(
        "who-disables-subscriptions",
        "An Owner of an Azure subscription can disable and enable it.",
        "Which role it takes depends on the kind of billing account.",
    ),
];

/// What is assumed under these settings, switches first.
pub fn assumptions(settings: &Settings) -> impl Iterator<Item = Assumption> + '_ {
    let of_switches = SETTINGS.iter().filter_map(|setting| {
        let held = setting.alternative(settings.now(setting.key))?;
        (held.certainty == Certainty::Assumed).then_some(Assumption {
            id: setting.assumption,
            text: held.text,
            basis: held.basis,
            switch: true,
        })
    });
    of_switches.chain(FIXED).chain(PAYMENT)
}
