//! What somebody asks of environments beyond their capacity, and why it is refused.
//!
//! What the decisions are is in `decide`; capacity and plans have their own wishes in [`super::PlatformCommand`].

use super::platform::EnvironmentTarget;
use crate::directory::AdminRole;
use crate::ids::{EnvironmentGroupId, EnvironmentId};
use crate::platform::Workload;
use crate::time::Instant;

/// What somebody asks of environments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvironmentCommand {
    /// Edit an environment. What is `None` stays.
    Edit {
        /// The environment.
        target: EnvironmentTarget,
        /// Whether it should be a Managed Environment.
        managed: Option<bool>,
        /// What of Microsoft's own runs in it.
        workload: Option<Workload>,
    },
    /// *Convert to production*.
    Convert(EnvironmentTarget),
    /// Extend a standard trial once.
    Extend(EnvironmentTarget),
    /// Link a Dynamics 365 environment to a Power Platform environment; `None` takes the link away.
    LinkDynamics {
        /// The Dynamics 365 environment.
        target: EnvironmentTarget,
        /// The Power Platform environment.
        to: Option<EnvironmentId>,
    },
    /// Let many environments draw on the tenant's pool, or none of them.
    SetDraw {
        /// The environments.
        targets: Vec<EnvironmentTarget>,
        /// Whether they may draw.
        draw: bool,
    },
    /// Make a group of environments.
    CreateGroup {
        /// Name.
        name: String,
    },
    /// Put an environment into a group; `None` takes it out of its group.
    Group {
        /// The environment.
        target: EnvironmentTarget,
        /// The group.
        group: Option<EnvironmentGroupId>,
    },
    /// Publish a group's rule *Draw from tenant credit pool*, or take it back.
    PublishDrawRule {
        /// The group.
        group: EnvironmentGroupId,
        /// Its revision when it was shown.
        revision: Option<u64>,
        /// What the rule sets and locks; `None` takes it back.
        draw: Option<bool>,
    },
}

/// Why something about environments is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvironmentRefusal {
    /// The acting person holds none of the roles that it takes.
    #[error("{actor} can't do this: the role {} is needed", role_names(roles))]
    RoleMissing {
        /// Name of the acting person.
        actor: String,
        /// The roles, any of which would do.
        roles: &'static [AdminRole],
    },
    /// A published rule locks whether the environment draws on the tenant's pool.
    #[error(
        "TenantPoolLockedByPolicy: the rule \"Draw from tenant credit pool\" of the environment group \"{group}\" locks this \
         for \"{environment}\". Change and publish the rule, or take the environment out of the group"
    )]
    PoolLocked {
        /// Name of the environment.
        environment: String,
        /// Name of the group.
        group: String,
    },
    /// Copilot for Sales needs a production environment.
    #[error("Copilot for Sales needs a production environment, and \"{environment}\" is a {kind} environment. {mend}")]
    NeedsProduction {
        /// Name of the environment.
        environment: String,
        /// Its kind.
        kind: &'static str,
        /// What would mend it.
        mend: &'static str,
    },
    /// What pays for a Dynamics 365 environment is set up for the environment that it is linked to.
    #[error("\"{environment}\" is a Dynamics 365 environment: {mend}")]
    DynamicsEnvironment {
        /// Name of the environment.
        environment: String,
        /// Where it is set up instead.
        mend: String,
    },
    /// With a CRM that isn't Dynamics 365, capacity of Copilot for Sales belongs into one environment.
    #[error(
        "With a CRM that isn't Dynamics 365, prepaid capacity for Copilot for Sales is allocated to the environment \
         \"{viva}\", not to \"{environment}\""
    )]
    SalesElsewhere {
        /// Name of the environment.
        environment: String,
        /// The environment that it belongs into.
        viva: String,
    },
    /// No capacity can be allocated to the kind of environment.
    #[error("\"{environment}\" is a {kind} environment; no Copilot Credits can be allocated to it")]
    NotAllocatable {
        /// Name of the environment.
        environment: String,
        /// Its kind.
        kind: &'static str,
    },
    /// The trial has ended.
    #[error("The trial \"{environment}\" ended on {}; nothing can be set up for it any more", at.format("%Y-%m-%d"))]
    TrialEnded {
        /// Name of the environment.
        environment: String,
        /// When.
        at: Instant,
    },
    /// Only trials are converted or extended.
    #[error("\"{environment}\" is a {kind} environment, not a trial")]
    NotATrial {
        /// Name of the environment.
        environment: String,
        /// Its kind.
        kind: &'static str,
    },
    /// It is being converted already.
    #[error("\"{environment}\" is being converted; it is a production environment by {}", ready_at.format("%Y-%m-%d %H:%M UTC"))]
    Converting {
        /// Name of the environment.
        environment: String,
        /// When that is done.
        ready_at: Instant,
    },
    /// There is no room in the database.
    #[error(
        "InsufficientCapacity: converting \"{0}\" needs 1 GB of free database capacity for production environments. The \
         setting \"Free database capacity\" says that there is less"
    )]
    NoRoom(String),
    /// It is too early or too late to extend the trial.
    #[error("{0}")]
    NotExtendable(String),
    /// The environment must not be edited.
    #[error("\"{0}\" belongs to Copilot for Sales and must not be edited or deleted")]
    NotEditable(String),
    /// The environment of Copilot for Sales begins as a trial.
    #[error(
        "\"{0}\" is made as a trial for Copilot for Sales when somebody first signs in to another CRM: choose Trial and Copilot for Sales"
    )]
    BeginsAsTrial(&'static str),
    /// Something that rests on the present workload has to go first.
    #[error("{0}")]
    InTheWay(String),
    /// Groups hold Managed Environments.
    #[error("\"{0}\" is no Managed Environment; an environment group holds Managed Environments only")]
    NotManaged(String),
    /// No such group.
    #[error("There is no environment group with this ID")]
    GroupUnknown,
    /// It is no Dynamics 365 environment.
    #[error("\"{0}\" is no Dynamics 365 environment")]
    NotDynamics(String),
    /// It can't be linked to that.
    #[error(
        "\"{to}\" can't be linked to: choose a Power Platform environment of the kind Production, Sandbox or Default"
    )]
    LinkTarget {
        /// Name of the environment that was chosen.
        to: String,
    },
    /// Nothing would change.
    #[error("{0}")]
    AsBefore(String),
    /// Nothing was chosen.
    #[error("Choose at least one environment")]
    NothingChosen,
}

fn role_names(roles: &[AdminRole]) -> String {
    roles.iter().map(|role| role.label()).collect::<Vec<_>>().join(" or ")
}

impl EnvironmentRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing { .. } => "not_allowed",
            Self::GroupUnknown => "not_found",
            Self::NothingChosen | Self::BeginsAsTrial(_) => "invalid_field",
            Self::NoRoom(_) => "limit_reached",
            _ => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::RoleMissing { .. } | Self::AsBefore(_) => None,
            Self::PoolLocked { .. } => Some("drawFromTenant"),
            Self::GroupUnknown | Self::NotManaged(_) => Some("group"),
            Self::LinkTarget { .. } => Some("to"),
            Self::NothingChosen => Some("environments"),
            Self::BeginsAsTrial(_) => Some("kind"),
            Self::InTheWay(_) => Some("workload"),
            _ => Some("environment"),
        }
    }
}
