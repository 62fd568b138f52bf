//! Ten rows of the demo, one for each kind of outcome that its Microsoft 365 side has, as receipts that are read aloud.

use serde_json::json;

use crate::planned::demo_bytes;
use crate::receipts::of_row;
use crate::support::Book;

/// What kind of row it is, its event id, and its receipt: a line a sentence, its source behind it.
const TEN: [(&str, &str, &str); 10] = [
    (
        "paid under a policy for all users",
        "demo-0-076773",
        r#"Zanele Tamm used Microsoft 365 Copilot Chat, agent "Benefits Guide", in the environment "Microsoft 365 Copilot Chat", on 17 November 2026, 09:57 UTC: 2 × Tenant graph grounding.
What it is worth:
2 × Tenant graph grounding at 10 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 20 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is charged: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
The billing policy "Copilot Chat for everybody", connected to Microsoft 365 Copilot Chat since 31 August 2026, 08:35 UTC, covers all users: it pays. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
What came of it:
Paid by pay-as-you-go under the billing policy "Copilot Chat for everybody", which has no ceiling: 20 Copilot Credits at $0.01 a credit is $0.20, charged to the Azure subscription "Shared Services", resource group "rg-copilot-billing". [Microsoft, Meters for Microsoft 365 Copilot pay-as-you-go (2025-06-16)]
20 Copilot Credits paid by Copilot Chat for everybody (pay-as-you-go), $0.20."#,
    ),
    (
        "paid by the oldest policy that covers the person",
        "demo-0-076763",
        r#"Keiko Lehtinen used SharePoint agents, agent "Service Manuals", on 17 November 2026, 09:56 UTC: 1 × SharePoint agent interaction.
What it is worth:
1 × SharePoint agent interaction at 12 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 12 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is charged: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
The billing policy "Service knowledge", connected to SharePoint agents since 14 September 2026, 09:20 UTC, covers the group "Service knowledge readers", which the person was in at that time: it pays. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
The billing policy "Bids and proposals" passes: it covers the group "Bid and proposal team", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
What came of it:
Paid by pay-as-you-go under the billing policy "Service knowledge", which has no ceiling: 12 Copilot Credits at $0.01 a credit is $0.12, charged to the Azure subscription "Shared Services", resource group "rg-copilot-billing". [Microsoft, Meters for Microsoft 365 Copilot pay-as-you-go (2025-06-16)]
12 Copilot Credits paid by Service knowledge (pay-as-you-go), $0.12."#,
    ),
    (
        "paid by a policy after another passed",
        "demo-0-076755",
        r#"Eitan Demir used SharePoint agents, agent "Bid Library", on 17 November 2026, 09:54 UTC: 1 × SharePoint agent interaction.
What it is worth:
1 × SharePoint agent interaction at 12 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 12 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is charged: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
The billing policy "Service knowledge" passes: it covers the group "Service knowledge readers", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
The billing policy "Bids and proposals", connected to SharePoint agents since 12 October 2026, 08:45 UTC, covers the group "Bid and proposal team", which the person was in at that time: it pays. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
What came of it:
Paid by pay-as-you-go under the billing policy "Bids and proposals", which has no ceiling: 12 Copilot Credits at $0.01 a credit is $0.12, charged to the Azure subscription "Shared Services", resource group "rg-copilot-billing". [Microsoft, Meters for Microsoft 365 Copilot pay-as-you-go (2025-06-16)]
12 Copilot Credits paid by Bids and proposals (pay-as-you-go), $0.12."#,
    ),
    (
        "paid while the policy is being disconnected",
        "demo-0-076593",
        r#"Marek Falkner used Microsoft 365 Copilot Retrieval API, agent "Engineering Search", on 17 November 2026, 09:13 UTC: 3 × Retrieval API call.
What it is worth:
3 × Retrieval API call at 10 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 30 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is charged: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
The billing policy "Search integration", which covers a group that the person is in, is being disconnected from Microsoft 365 Copilot Retrieval API, at the latest by 17 November 2026, 11:05 UTC. Calls until then are charged. [Microsoft, Retrieval API pay-as-you-go consumption (2026-06-18)]
What came of it:
Paid by pay-as-you-go under the billing policy "Search integration", which has no ceiling: 30 Copilot Credits at $0.01 a credit is $0.30, charged to the Azure subscription "Research and Development", resource group "rg-search-integration". [Microsoft, Meters for Microsoft 365 Copilot pay-as-you-go (2025-06-16)]
30 Copilot Credits paid by Search integration (pay-as-you-go), $0.30."#,
    ),
    (
        "included in a license",
        "demo-0-076686",
        r#"Daniyar Zeman used Microsoft 365 Copilot Retrieval API, agent "Engineering Search", on 17 November 2026, 09:35 UTC: 2 × Retrieval API call.
What it is worth:
2 × Retrieval API call at 10 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 20 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is not charged: the person holds a Microsoft 365 Copilot license, the agent serves employees, and the person asked under their own sign-in. The license includes that. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
Nobody had to be asked. [This workbook: set-up and directory at the time of use]
What came of it:
Included: the license covers 20 Copilot Credits, and nobody is charged. [This workbook: set-up and directory at the time of use]
Included with Microsoft 365 Copilot, 20 Copilot Credits."#,
    ),
    (
        "in a test pane",
        "demo-0-076182",
        r#"Amara Dobrev used Microsoft 365 Copilot Chat, agent "Onboarding Companion", in the environment "Microsoft 365 Copilot Chat", on 16 November 2026, 17:42 UTC: 1 × Tenant graph grounding, in a test pane.
What it is worth:
1 × Tenant graph grounding at 10 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 10 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It ran in a test pane, which is not charged. [Microsoft, AI Builder: licensing and Copilot Credits (2025-11-01)]
Who was asked to pay:
Nobody had to be asked. [This workbook: set-up and directory at the time of use]
What came of it:
Not charged: nobody pays 10 Copilot Credits. [This workbook: set-up and directory at the time of use]
Not charged: Test use, 10 Copilot Credits."#,
    ),
    (
        "of a feature that no rate card knows",
        "demo-0-076241",
        r#"Somebody who is not named used Copilot Studio, agent "Ledger Reconciler", in the environment "Back Office Automation", on 16 November 2026, 19:49 UTC: 3 × Process Agent, started by the agent itself and without the person's own sign-in.
What it is worth:
3 of "Process Agent": no rate card gives it a rate at that time, so it is worth nothing. [This workbook: set-up and directory at the time of use]
Whether it is charged:
"Process Agent" is on no rate card that Meterdesk knows: it stays visible, with no credits. [This workbook: set-up and directory at the time of use]
Who was asked to pay:
Nobody had to be asked. [This workbook: set-up and directory at the time of use]
What came of it:
Not charged: it is worth nothing. [This workbook: set-up and directory at the time of use]
Not charged: Unknown feature, 0 Copilot Credits."#,
    ),
    (
        "a call that no policy covers",
        "demo-0-074927",
        r#"Uma Falkner used Microsoft 365 Copilot Retrieval API, agent "Engineering Search", on 16 November 2026, 10:41 UTC: 1 × Retrieval API call.
What it is worth:
1 × Retrieval API call at 10 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 10 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
Somebody would have to pay: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
The billing policy "Search integration" passes: it covers the group "Search integration pilot", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
What came of it:
No billing policy connected to Microsoft 365 Copilot Retrieval API covers the person at that time, so the use is refused. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
Blocked: nobody pays 10 Copilot Credits. The use did happen all the same, so the real set-up differs from this one. [This workbook: set-up and directory at the time of use]
Blocked: not covered by a connected policy, 10 Copilot Credits."#,
    ),
    (
        "a prompt that no policy covers",
        "demo-0-073270",
        r#"Yasmin Chikwanha used SharePoint agents, agent "Brand Assets", on 13 November 2026, 12:29 UTC: 1 × SharePoint agent interaction.
What it is worth:
1 × SharePoint agent interaction at 12 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 12 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
Somebody would have to pay: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
The billing policy "Service knowledge" passes: it covers the group "Service knowledge readers", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
The billing policy "Bids and proposals" passes: it covers the group "Bid and proposal team", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
What came of it:
No billing policy connected to SharePoint agents covers the person at that time, so the use is refused. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
Blocked: nobody pays 12 Copilot Credits. The use did happen all the same, so the real set-up differs from this one. [This workbook: set-up and directory at the time of use]
Blocked: not covered by a connected policy, 12 Copilot Credits."#,
    ),
    (
        "a request that was refused",
        "demo-0-20261118-0408",
        r#"Aylin Gunawan asked for SharePoint agents, agent "Brand Assets", on 18 November 2026, 09:22 UTC: 1 × SharePoint agent interaction.
What it is worth:
1 × SharePoint agent interaction at 12 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 12 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
Somebody would have to pay: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
The billing policy "Service knowledge" passes: it covers the group "Service knowledge readers", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
The billing policy "Bids and proposals" passes: it covers the group "Bid and proposal team", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
What came of it:
No billing policy connected to SharePoint agents covers the person at that time, so the use is refused. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
Nothing was used, so no credits count and nobody is charged. [This workbook: set-up and directory at the time of use]
Refused: nothing could pay, 0 Copilot Credits."#,
    ),
];

#[tokio::test]
async fn ten_receipts_of_the_demo_read_as_an_auditor_wants_them() {
    let book = Book::of_bytes(demo_bytes().await).await;
    book.call("clock_advance", json!({ "by": "P1D" })).await;
    for (kind, event_id, expected) in TEN {
        let told = of_row(&book, event_id).await.join("\n");
        assert_eq!(told, expected, "{kind}");
    }
}
