//! What each switch is called, what its positions mean, and where each position comes from.

use super::{Choice, SettingKey, environments, payment, plans, reports, trials};

/// How far a position is known to be what really happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// A document of Microsoft's states it.
    Documented,
    /// Nobody states it publicly.
    Assumed,
}

/// A public document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Title.
    pub title: &'static str,
    /// Date of the version that states it: YYYY-MM-DD, or the year where the page bears no date.
    pub date: &'static str,
}

/// A position of a switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alternative {
    /// The position.
    pub choice: Choice,
    /// Its name on screen.
    pub label: &'static str,
    /// What Meterdesk then does, as a sentence.
    pub text: &'static str,
    /// How far it is known.
    pub certainty: Certainty,
    /// Why, and what is known.
    pub basis: &'static str,
    /// Documents that speak for it.
    pub sources: &'static [Source],
}

/// A switch with its positions; the first is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The switch.
    pub key: SettingKey,
    /// The name of its page and, while what holds is an assumption, of that.
    pub assumption: &'static str,
    /// Its name on screen.
    pub label: &'static str,
    /// What it is about.
    pub help: &'static str,
    /// Its positions.
    pub alternatives: &'static [Alternative],
}

impl Setting {
    /// What holds until somebody changes it.
    ///
    /// # Panics
    /// Never: each switch of the list has positions, which a test checks.
    #[must_use]
    pub fn default(&self) -> Choice {
        self.alternatives[0].choice
    }

    /// The position, if the switch has it.
    #[must_use]
    pub fn alternative(&self, choice: Choice) -> Option<&'static Alternative> {
        self.alternatives.iter().find(|other| other.choice == choice)
    }
}

pub(super) fn setting(key: SettingKey) -> &'static Setting {
    SETTINGS
        .iter()
        .find(|setting| setting.key == key)
        .expect("each switch is listed, which a test checks")
}

pub(super) const SET_UP_2025_04: Source = Source {
    title: "Set up pay-as-you-go for Microsoft 365 Copilot services",
    date: "2025-04-21",
};
const SET_UP_2025_07: Source = Source {
    title: "Set up pay-as-you-go for Microsoft 365 Copilot services",
    date: "2025-07-23",
};
const SET_UP_2026_07: Source = Source {
    title: "Set up Microsoft Copilot pay-as-you-go services",
    date: "2026-07-17",
};
const OVERVIEW_2025: Source = Source {
    title: "Microsoft 365 Copilot pay-as-you-go overview",
    date: "2025-06-16",
};
const SPENDING_2026: Source = Source {
    title: "Managing AI experiences enabled by usage-based billing",
    date: "2026-10-02",
};
const SPENDING_API: Source = Source {
    title: "Copilot Cost Management API, spendingPolicy resource type",
    date: "2026",
};
const SHAREPOINT_2025: Source = Source {
    title: "Use agents with pay-as-you-go billing (SharePoint)",
    date: "2025-06-04",
};
const RESOURCE_GROUPS: Source = Source {
    title: "Use the Azure portal and Azure Resource Manager to manage resource groups",
    date: "2025",
};

const COPILOT_NODE: Source = Source {
    title: "Set up and manage pay-as-you-go billing for Copilot",
    date: "2026-08-05",
};
const GROUP_LICENSING: Source = Source {
    title: "What is group-based licensing in Microsoft Entra ID?",
    date: "2025",
};
const AZURE_ROLES: Source = Source {
    title: "Understand Azure role assignments",
    date: "2025",
};

/// Every switch that the rules know.
pub const SETTINGS: [Setting; 27] = [
    Setting {
        key: SettingKey::MostPolicies,
        assumption: "most-policies",
        label: "Most billing policies in a tenant",
        help: "One policy more than this is refused. Policies that are there already stay.",
        alternatives: &[
            Alternative {
                choice: Choice::Fifty,
                label: "50",
                text: "A tenant can have 50 billing policies.",
                certainty: Certainty::Documented,
                basis: "Stated since the end of 2025.",
                sources: &[SET_UP_2026_07],
            },
            Alternative {
                choice: Choice::Ten,
                label: "10",
                text: "A tenant can have 10 billing policies.",
                certainty: Certainty::Documented,
                basis: "Stated in the middle of 2025; pages that were not renewed still say so.",
                sources: &[SET_UP_2025_07],
            },
        ],
    },
    Setting {
        key: SettingKey::DisconnectDelay,
        assumption: "disconnect-after-two-hours",
        label: "How long disconnecting takes",
        help: "When a disconnection has reached everybody. It holds for disconnections that begin after the change.",
        alternatives: &[
            Alternative {
                choice: Choice::TwoHours,
                label: "2 hours",
                text: "Disconnecting reaches everybody exactly two hours later.",
                certainty: Certainty::Assumed,
                basis: "Documented is up to two hours; Meterdesk takes the latest.",
                sources: &[SET_UP_2025_04],
            },
            Alternative {
                choice: Choice::OneHour,
                label: "1 hour",
                text: "Disconnecting reaches everybody exactly one hour later.",
                certainty: Certainty::Assumed,
                basis: "Documented is up to two hours; one hour is within that.",
                sources: &[SET_UP_2025_04],
            },
            Alternative {
                choice: Choice::QuarterHour,
                label: "15 minutes",
                text: "Disconnecting reaches everybody exactly 15 minutes later.",
                certainty: Certainty::Assumed,
                basis: "Documented is up to two hours; a quarter of an hour is within that.",
                sources: &[SET_UP_2025_04],
            },
        ],
    },
    Setting {
        key: SettingKey::AllUsersBesideGroups,
        assumption: "group-before-all-users",
        label: "An all-users policy beside a group's",
        help: "A service with an all-users policy takes no policy for a group until the first is disconnected: that is \
               documented. This switch is about the other direction.",
        alternatives: &[
            Alternative {
                choice: Choice::Refused,
                label: "Refused",
                text: "While a group's policy is connected to a service, an all-users policy is refused there.",
                certainty: Certainty::Assumed,
                basis: "Documented is only the other direction: disconnect the all-users policy before a group's.",
                sources: &[OVERVIEW_2025],
            },
            Alternative {
                choice: Choice::Allowed,
                label: "Allowed",
                text: "An all-users policy can be connected to a service beside policies for groups.",
                certainty: Certainty::Assumed,
                basis: "No document forbids it: the sentence that is published speaks of the other direction only.",
                sources: &[OVERVIEW_2025],
            },
        ],
    },
    Setting {
        key: SettingKey::OverlapPayer,
        assumption: "oldest-policy-pays",
        label: "Which policy pays on overlap",
        help: "Somebody may be in the groups of several policies that are connected to one service. Each use is paid by one.",
        alternatives: &[
            Alternative {
                choice: Choice::OldestPays,
                label: "The oldest",
                text: "Where several connected billing policies cover a person, the oldest one pays.",
                certainty: Certainty::Assumed,
                basis: "Microsoft documents no order for overlapping pay-as-you-go policies; a third party describes the \
                        export this way.",
                sources: &[],
            },
            Alternative {
                choice: Choice::NewestPays,
                label: "The newest",
                text: "Where several connected billing policies cover a person, the newest one pays.",
                certainty: Certainty::Assumed,
                basis: "Microsoft documents no order for billing policies; for spending policies, which are another thing, \
                        the newest is the last tie-break.",
                sources: &[SPENDING_2026],
            },
        ],
    },
    Setting {
        key: SettingKey::DisabledSubscription,
        assumption: "disabled-subscription",
        label: "A policy whose Azure subscription is disabled",
        help: "A new policy can't be billed to a disabled subscription. This switch is about policies that are there already.",
        alternatives: &[
            Alternative {
                choice: Choice::UseBlocked,
                label: "Its use is blocked",
                text: "A billing policy whose Azure subscription is disabled pays for nothing: what only it covers is blocked.",
                certainty: Certainty::Assumed,
                basis: "A disabled subscription takes no charges. What its billing policies do is not documented; spending \
                        policies are disabled with it.",
                sources: &[SPENDING_API],
            },
            Alternative {
                choice: Choice::KeepsPaying,
                label: "It keeps paying",
                text: "A billing policy goes on paying when its Azure subscription is disabled.",
                certainty: Certainty::Assumed,
                basis: "No document says that use stops; only disconnecting is said to stop charges.",
                sources: &[OVERVIEW_2025],
            },
        ],
    },
    Setting {
        key: SettingKey::DeletedResourceGroup,
        assumption: "deleted-resource-group",
        label: "A policy whose resource group was deleted",
        help: "A billing policy is a resource in its resource group, which can't be changed later.",
        alternatives: &[
            Alternative {
                choice: Choice::UseBlocked,
                label: "Its use is blocked",
                text: "A billing policy whose resource group was deleted pays for nothing, even if one of the same name is \
                       made again: what only it covers is blocked.",
                certainty: Certainty::Assumed,
                basis: "Deleting a resource group deletes the resources in it. What the billing policy does is not documented.",
                sources: &[RESOURCE_GROUPS],
            },
            Alternative {
                choice: Choice::KeepsPaying,
                label: "It keeps paying",
                text: "A billing policy goes on paying when its resource group was deleted.",
                certainty: Certainty::Assumed,
                basis: "No document says that use stops; only disconnecting is said to stop charges.",
                sources: &[OVERVIEW_2025],
            },
        ],
    },
    Setting {
        key: SettingKey::AzureRightsAfterSetUp,
        assumption: "azure-rights-at-set-up",
        label: "Azure rights after set-up",
        help: "Making a policy takes Owner or Contributor on the subscription and on the resource group. This switch is about \
               what happens when whoever made it loses that.",
        alternatives: &[
            Alternative {
                choice: Choice::KeepsPaying,
                label: "Needed at set-up only",
                text: "Owner or Contributor is needed when a policy is made, not afterwards.",
                certainty: Certainty::Assumed,
                basis: "Stated for SharePoint agents; taken to hold for all services.",
                sources: &[SHAREPOINT_2025],
            },
            Alternative {
                choice: Choice::UseBlocked,
                label: "Needed all the time",
                text: "A billing policy pays for nothing while whoever made it is neither Owner nor Contributor.",
                certainty: Certainty::Assumed,
                basis: "Stated is the opposite for SharePoint agents, and nothing for the other services.",
                sources: &[SHAREPOINT_2025],
            },
        ],
    },
    Setting {
        key: SettingKey::DeletedGroup,
        assumption: "deleted-group",
        label: "A policy whose security group was deleted",
        help: "A new policy can't name a deleted group. This switch is about policies that are there already: whom they cover \
               can't be changed.",
        alternatives: &[
            Alternative {
                choice: Choice::UseBlocked,
                label: "It covers nobody",
                text: "A billing policy whose security group was deleted pays for nothing: what only it covers is blocked.",
                certainty: Certainty::Assumed,
                basis: "A deleted group has no members. What its billing policy does is not documented.",
                sources: &[COPILOT_NODE],
            },
            Alternative {
                choice: Choice::KeepsPaying,
                label: "It keeps its last members",
                text: "A billing policy goes on paying for whoever was in its security group when that was deleted.",
                certainty: Certainty::Assumed,
                basis: "No document says that use stops; only disconnecting is said to stop charges.",
                sources: &[OVERVIEW_2025],
            },
        ],
    },
    Setting {
        key: SettingKey::EmptiedGroup,
        assumption: "emptied-group",
        label: "A policy whose security group was emptied",
        help: "While its group has no members a policy covers nobody. This switch is about what happens when somebody joins \
               the group again.",
        alternatives: &[
            Alternative {
                choice: Choice::KeepsPaying,
                label: "Who joins is covered",
                text: "A billing policy whose security group was emptied stays connected, and covers whoever joins the group \
                       later.",
                certainty: Certainty::Assumed,
                basis: "A policy is documented to cover the members of its group; an empty one is not mentioned.",
                sources: &[SHAREPOINT_2025],
            },
            Alternative {
                choice: Choice::UseBlocked,
                label: "It stays off",
                text: "A billing policy whose security group was emptied pays for nothing from then on, whoever joins the group \
                       later: it takes a new policy.",
                certainty: Certainty::Assumed,
                basis: "Not documented; the cautious reading, for whoever must not rely on a policy coming back by itself.",
                sources: &[],
            },
        ],
    },
    Setting {
        key: SettingKey::NestedGroups,
        assumption: "direct-members",
        label: "Members of nested groups",
        help: "A security group can have groups as members. This switch is about the people in those.",
        alternatives: &[
            Alternative {
                choice: Choice::DirectOnly,
                label: "Direct members only",
                text: "A policy for a group covers the group's direct members.",
                certainty: Certainty::Assumed,
                basis: "What nested groups do is not documented. Group-based licensing, which is another thing, counts direct \
                        members only.",
                sources: &[GROUP_LICENSING],
            },
            Alternative {
                choice: Choice::NestedToo,
                label: "Members of nested groups too",
                text: "A policy for a group covers its direct members and the members of every group in it.",
                certainty: Certainty::Assumed,
                basis: "What nested groups do is not documented. Access in Azure, which is another thing, reaches members of \
                        nested groups.",
                sources: &[AZURE_ROLES],
            },
        ],
    },
    payment::ENFORCEMENT_SCOPE,
    payment::EXHAUSTED_ENVIRONMENT,
    payment::DOUBLE_COVERAGE,
    payment::CAPACITY_RESET,
    payment::FLOW_TESTS,
    payment::DECEMBER_2023,
    environments::CAPACITY_ASSIGNMENTS,
    environments::FREE_DATABASE,
    environments::CONVERSION_DELAY,
    environments::LOW_QUOTA,
    environments::QUOTA_CHECK,
    plans::PROVISIONING,
    plans::ENVIRONMENTS,
    plans::SELF_SERVICE,
    reports::NAMES,
    trials::AD_HOC,
    trials::BY_PRODUCT,
];
