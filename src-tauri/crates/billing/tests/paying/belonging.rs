//! Which environment a use belongs to: one rule, which settlement and every screen ask.
//!
//! Source: Microsoft, Set up pay-as-you-go (2025-01-27), Microsoft 365 Copilot Chat.

use meterdesk_billing::platform::{EnvironmentKind, Workload};
use meterdesk_billing::tenant::PlatformCommand;
use meterdesk_billing::usage::Service;

use crate::world::*;

fn make(paying: &mut Paying, name: &str, kind: EnvironmentKind) {
    paying.act(PlatformCommand::CreateEnvironment {
        name: name.into(),
        kind,
        region: "Europe".into(),
        managed: false,
        workload: Workload::None,
    });
}

#[test]
fn copilot_chat_belongs_to_its_own_environment_and_what_names_none_to_the_default_one() {
    let mut paying = Paying::with_packs(1);
    let belongs = |paying: &Paying, service, named| {
        let platform = paying.world.tenant.platform.now();
        let found = platform.environment_of_use(service, named);
        found.map(|known| known.facts.name.clone())
    };
    for service in Service::ALL {
        assert_eq!(belongs(&paying, service, ""), None, "there is neither environment yet");
    }
    make(&mut paying, "Everybody", EnvironmentKind::Default);
    make(&mut paying, "Chat", EnvironmentKind::CopilotChat);
    for named in ["", "North", "Chat", "nobody knows it"] {
        assert_eq!(belongs(&paying, Service::CopilotChat, named).as_deref(), Some("Chat"));
        for service in [Service::SharePointAgents, Service::RetrievalApi] {
            assert_eq!(belongs(&paying, service, named), None, "{named}");
        }
    }
    for (named, of) in [
        ("  ", Some("Everybody")),
        (" north ", Some("North")),
        ("Chat", Some("Chat")),
        ("nobody knows it", None),
    ] {
        assert_eq!(
            belongs(&paying, Service::CopilotStudio, named).as_deref(),
            of,
            "{named}"
        );
    }
}
