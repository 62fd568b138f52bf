//! The tenant's set-up: what acts make of it.
//!
//! [`decide`] answers a command with events or a refusal; [`Tenant::apply`] folds an event into the state and never
//! decides. People are not part of the state: a decision is handed the directory facts that it needs.

pub mod azure;
mod buying;
mod closing;
mod command;
mod cost_views;
mod decide;
pub mod environments;
mod event;
mod groups;
mod impediment;
mod import_kind;
mod licences;
mod plan_budgets;
mod plans;
pub mod platform;
mod rates;
mod refusal;
mod refusal_article;
mod state;
mod trials;
mod usage_plan;

pub use azure::{AzureCommand, AzureRefusal, SubscriptionTarget};
pub use buying::{BuyingCommand, BuyingRefusal};
pub use closing::{ClosedMonth, ClosingRefusal};
pub use command::{Command, CreatePolicy, Facts, PolicyTarget, RecipientFacts};
pub use cost_views::{CostView, CostViewCommand, CostViewRefusal};
pub use decide::{
    Context, MOST_CREDIT_POLICIES, REGIONS, Work, billing_right_missing, cost_role_missing, decide, may_bill,
    may_change_plan, not_linkable, require_enough_left, still_off,
};
pub use environments::{EnvironmentCommand, EnvironmentRefusal};
pub use event::{Event, EventError, ImportFacts, UseFacts};
pub use groups::{
    GroupChange, GroupChangeKind, GroupCommand, GroupFacts, GroupRefusal, GroupTarget, Groups, MemberFacts,
};
pub use impediment::{Impeded, Impediment};
pub use import_kind::{ImportKind, Timing};
pub use licences::{LicenceCommand, LicenceLine, LicenceRefusal, LicenceWish, PersonStanding, Standing};
pub use plan_budgets::{PlanBudgetCommand, PlanBudgetRefusal, any_action_armed, first_action_due, parse_forecast};
pub use plans::{CreatePlan, PlanCommand, PlanRefusal, PlanTarget};
pub use platform::{EnvironmentTarget, PlatformCommand, PlatformRefusal};
pub use refusal::Refusal;
pub use state::{
    AzureRole, BudgetChange, Connection, DatasetRef, ImportRef, Policy, ResourceGroup, RoleAssignment, Scope,
    Subscription, SubscriptionState, Tenant,
};
pub use trials::{EXTENSION_DAYS, TRIAL_DAYS, TrialCommand, TrialRefusal, TrialStanding};
pub use usage_plan::{UsagePlan, UsagePlanRefusal};
