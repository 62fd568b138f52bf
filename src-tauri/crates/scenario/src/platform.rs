//! What a script does on the Power Platform side. Environments and plans are named, because their identities are made only
//! when they are decided.

use meterdesk_billing::budget::{Budget, BudgetWish, PlanBudget, Reset};
use meterdesk_billing::ids::{GroupId, SubscriptionId};
use meterdesk_billing::offers::PlanName;
use meterdesk_billing::platform::{
    AgentLimit, EnvironmentKind, PlanKind, PlanProduct, Platform, PurchaseChannel, PurchaseScope, Workload,
};
use meterdesk_billing::tenant::{
    BuyingCommand, Command, CreatePlan, EnvironmentCommand, EnvironmentTarget, PlanBudgetCommand, PlanCommand,
    PlanTarget, PlatformCommand, Scope,
};
use meterdesk_billing::units::Credits;

/// An act on the Power Platform side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlatformAct {
    /// Made an environment known.
    CreateEnvironment {
        /// Name.
        name: String,
        /// What it is for.
        kind: EnvironmentKind,
        /// Region.
        region: &'static str,
        /// Whether it is a Managed Environment.
        managed: bool,
        /// What of Microsoft's own runs in it.
        workload: Workload,
    },
    /// Made an environment group.
    CreateGroup(&'static str),
    /// Put an environment into a group.
    Group {
        /// The environment's name.
        environment: &'static str,
        /// The group's name.
        group: &'static str,
    },
    /// Published a group's rule *Draw from tenant credit pool*.
    PublishDrawRule {
        /// The group's name.
        group: &'static str,
        /// What it sets and locks.
        draw: bool,
    },
    /// Bought capacity packs.
    BuyPacks(u32),
    /// Removed capacity packs.
    ReturnPacks(u32),
    /// Set an environment's capacity.
    Allocate {
        /// The environment's name.
        environment: &'static str,
        /// Credits a month.
        credits: Credits,
        /// Whether it may draw on the tenant's pool.
        draw: bool,
    },
    /// Made a billing plan.
    CreatePlan {
        /// Name.
        name: &'static str,
        /// Azure subscription.
        subscription: SubscriptionId,
        /// Resource group of it.
        resource_group: String,
        /// What it is for.
        kind: PlanKind,
    },
    /// Linked an environment to a plan.
    Link {
        /// The plan's name.
        plan: &'static str,
        /// The environment's name.
        environment: &'static str,
    },
    /// Disabled a plan.
    DisablePlan(&'static str),
    /// Made a Copilot credit policy for a group.
    CreateCreditPolicy {
        /// Name.
        name: &'static str,
        /// Whom it covers.
        group: GroupId,
    },
    /// Bought the first tier of the Copilot Credit Pre-Purchase Plan for a resource group.
    BuyPrePurchase {
        /// Azure subscription.
        subscription: SubscriptionId,
        /// Resource group of it.
        resource_group: String,
    },
    /// Set an agent's monthly limit.
    LimitAgent {
        /// The environment's name.
        environment: &'static str,
        /// Name of the agent.
        agent: &'static str,
        /// Credits a month.
        credits: Credits,
        /// Whether it is turned off at the limit.
        stop: bool,
    },
    /// Set a plan's budget in Azure: so many dollars a month, with alerts of actual and of forecast cost.
    SetPlanBudget {
        /// The plan's name.
        plan: &'static str,
        /// US dollars.
        amount: &'static str,
        /// Per cent at which the forecast alerts.
        forecast: u8,
        /// Who is told.
        recipients: Vec<GroupId>,
    },
}

/// Region of every billing plan of a script.
pub(crate) const REGION: &str = "Europe";

impl PlatformAct {
    /// The command, with names looked up; `None` where a name is nobody's.
    #[must_use]
    pub fn command(&self, platform: &Platform) -> Option<Command> {
        match self.of_groups(platform) {
            Some(command) => Some(Command::Environment(command)),
            None => self.of_capacity(platform).map(Command::Platform),
        }
    }

    fn of_groups(&self, platform: &Platform) -> Option<EnvironmentCommand> {
        let group_named = |name: &str| platform.groups.iter().find(|known| known.name == name);
        Some(match self {
            Self::CreateGroup(name) => EnvironmentCommand::CreateGroup {
                name: (*name).to_owned(),
            },
            Self::Group { environment, group } => EnvironmentCommand::Group {
                target: EnvironmentTarget {
                    environment: platform.environment_named(environment)?.facts.environment,
                    revision: None,
                },
                group: Some(group_named(group)?.id),
            },
            Self::PublishDrawRule { group, draw } => EnvironmentCommand::PublishDrawRule {
                group: group_named(group)?.id,
                revision: None,
                draw: Some(*draw),
            },
            _ => return None,
        })
    }

    fn of_capacity(&self, platform: &Platform) -> Option<PlatformCommand> {
        let environment = |name: &str| Some(platform.environment_named(name)?.facts.environment);
        let plan = |name: &str| {
            let known = platform.present_plans().find(|known| known.facts.name == name)?;
            Some(PlanTarget {
                plan: known.facts.plan,
                revision: None,
            })
        };
        Some(match self {
            Self::CreateEnvironment {
                name,
                kind,
                region,
                managed,
                workload,
            } => PlatformCommand::CreateEnvironment {
                name: name.clone(),
                kind: *kind,
                region: (*region).to_owned(),
                managed: *managed,
                workload: *workload,
            },
            Self::BuyPacks(packs) => PlatformCommand::Buying(BuyingCommand::BuyPacks {
                packs: *packs,
                channel: PurchaseChannel::AdminCenter,
            }),
            Self::ReturnPacks(packs) => PlatformCommand::Buying(BuyingCommand::ReturnPacks { packs: *packs }),
            Self::Allocate {
                environment: name,
                credits,
                draw,
            } => PlatformCommand::SetAllocation {
                target: EnvironmentTarget {
                    environment: environment(name)?,
                    revision: None,
                },
                credits: Some(*credits),
                draw: Some(*draw),
                bill_to_plan: None,
            },
            Self::CreatePlan {
                name,
                subscription,
                resource_group,
                kind,
            } => PlatformCommand::Plan(PlanCommand::Create(CreatePlan {
                name: (*name).to_owned(),
                kind: *kind,
                subscription: *subscription,
                resource_group: resource_group.clone(),
                region: REGION.to_owned(),
                products: vec![PlanProduct::CopilotStudio],
                environments: Vec::new(),
                move_linked: false,
            })),
            Self::Link {
                plan: name,
                environment: linked,
            } => PlatformCommand::Plan(PlanCommand::Link {
                target: plan(name)?,
                add: vec![environment(linked)?],
                remove: Vec::new(),
                move_linked: false,
            }),
            Self::DisablePlan(name) => PlatformCommand::Plan(PlanCommand::Edit {
                target: plan(name)?,
                name: None,
                products: None,
                enabled: Some(false),
            }),
            Self::BuyPrePurchase {
                subscription,
                resource_group,
            } => PlatformCommand::Buying(BuyingCommand::BuyPrePurchase {
                family: PlanName::CopilotCredit,
                tier: 1,
                within: PurchaseScope::ResourceGroup {
                    subscription: *subscription,
                    resource_group: resource_group.clone(),
                },
                auto_renew: true,
            }),
            Self::CreateCreditPolicy { name, group } => PlatformCommand::Buying(BuyingCommand::CreateCreditPolicy {
                name: (*name).to_owned(),
                scope: Scope::Group(*group),
            }),
            Self::LimitAgent {
                environment: name,
                agent,
                credits,
                stop,
            } => PlatformCommand::SetAgentLimit {
                environment: environment(name)?,
                agent: (*agent).to_owned(),
                limit: Some(AgentLimit {
                    credits: credits.0,
                    notify_at: 80,
                    stop: *stop,
                }),
            },
            Self::SetPlanBudget {
                plan: name,
                amount,
                forecast,
                recipients,
            } => PlatformCommand::PlanBudget(PlanBudgetCommand::Set {
                target: plan(name)?,
                budget: Some(PlanBudget {
                    budget: Budget::parse(&BudgetWish {
                        amount: (*amount).to_owned(),
                        reset: Reset::Month,
                        thresholds: vec!["80".to_owned()],
                        recipients: recipients.clone(),
                    })
                    .ok()?,
                    forecast: Some(*forecast),
                    unlink_at: None,
                }),
            }),
            Self::CreateGroup(_) | Self::Group { .. } | Self::PublishDrawRule { .. } => return None,
        })
    }
}
