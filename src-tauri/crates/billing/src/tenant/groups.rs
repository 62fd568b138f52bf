//! Security groups as acts change them: what somebody asks, why it is refused, and what the state keeps of it.
//!
//! Who is in a group the directory knows; here is only which acts changed which group. The decisions are in `decide`.

use super::event::Event;
use super::state::Tenant;
use crate::coverage::Point;
use crate::ids::{GroupId, PersonId};
use crate::time::Instant;

/// What the directory knows of a group that is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupFacts {
    /// Identity.
    pub id: GroupId,
    /// Name.
    pub name: String,
    /// Whether a rule says who is in it.
    pub dynamic: bool,
    /// People and groups that are directly in it now.
    pub entries: u32,
}

/// A group, and the revision of it that the wish rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupTarget {
    /// The group.
    pub group: GroupFacts,
    /// Its revision when it was shown.
    pub revision: Option<u64>,
}

/// Somebody who is to join or leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberFacts {
    /// Identity.
    pub id: PersonId,
    /// Name as shown.
    pub name: String,
    /// Whether they are directly in the group now.
    pub is_member: bool,
}

/// What somebody asks of the tenant's groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupCommand {
    /// Make a security group without members.
    Create {
        /// Name.
        name: String,
        /// Mail address, which makes it mail-enabled.
        mail: Option<String>,
        /// Whether another group has the name.
        name_taken: bool,
        /// Whether another group has the address.
        mail_taken: bool,
    },
    /// Delete a group.
    Delete(GroupTarget),
    /// Let a person join.
    AddMember {
        /// The group.
        target: GroupTarget,
        /// The person.
        person: MemberFacts,
    },
    /// Let a person leave.
    RemoveMember {
        /// The group.
        target: GroupTarget,
        /// The person.
        person: MemberFacts,
    },
}

/// Why a change of groups is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GroupRefusal {
    /// The acting person can't change groups.
    #[error("{0} can't change groups: the role Global administrator or User administrator is needed")]
    MayNotChange(String),
    /// No such group.
    #[error("There is no security group with this ID now; it may have been deleted")]
    Unknown,
    /// The name is blank.
    #[error("Enter a name for the group")]
    NameBlank,
    /// The name is too long.
    #[error("Use at most {limit} characters; this name has {length}")]
    NameTooLong {
        /// Characters allowed.
        limit: usize,
        /// Characters given.
        length: usize,
    },
    /// Another group has the name.
    #[error("There is already a group named \"{0}\"")]
    NameTaken(String),
    /// The address is none.
    #[error("\"{0}\" is no mail address; write it as name@company.example, or leave it out")]
    MailMalformed(String),
    /// Another group has the address.
    #[error("There is already a group with the address \"{0}\"")]
    MailTaken(String),
    /// A rule says who is in the group.
    #[error("\"{0}\" is a dynamic group: its rule says who is in it, so nobody is added or removed by hand")]
    Dynamic(String),
    /// The group gives licences.
    #[error("\"{group}\" gives its members {products}; remove these licenses from the group first")]
    GivesLicences {
        /// Name of the group.
        group: String,
        /// Names of the products.
        products: String,
    },
    /// The person is in the group already.
    #[error("{person} is a member of \"{group}\" already")]
    MemberAlready {
        /// Name of the person.
        person: String,
        /// Name of the group.
        group: String,
    },
    /// The person is not in the group.
    #[error("{person} is no direct member of \"{group}\"; somebody may have removed them meanwhile")]
    NoMember {
        /// Name of the person.
        person: String,
        /// Name of the group.
        group: String,
    },
}

impl GroupRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MayNotChange(_) => "not_allowed",
            Self::Unknown | Self::NoMember { .. } => "not_found",
            Self::NameBlank
            | Self::NameTooLong { .. }
            | Self::NameTaken(_)
            | Self::MailMalformed(_)
            | Self::MailTaken(_) => "invalid_field",
            Self::Dynamic(_) | Self::GivesLicences { .. } | Self::MemberAlready { .. } => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::MayNotChange(_) => None,
            Self::Unknown | Self::Dynamic(_) | Self::GivesLicences { .. } => Some("group"),
            Self::NameBlank | Self::NameTooLong { .. } | Self::NameTaken(_) => Some("name"),
            Self::MailMalformed(_) | Self::MailTaken(_) => Some("mail"),
            Self::MemberAlready { .. } | Self::NoMember { .. } => Some("user"),
        }
    }
}

/// What an act did to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupChangeKind {
    /// It was made.
    Created,
    /// It was deleted.
    Deleted,
    /// A person joined.
    Joined(PersonId),
    /// A person left, and so many entries stayed.
    Left(PersonId, u32),
}

/// A change of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupChange {
    /// The group.
    pub group: GroupId,
    /// When and at which place in the journal.
    pub point: Point,
    /// What was done.
    pub kind: GroupChangeKind,
}

/// Every change that acts made to groups, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    changes: Vec<GroupChange>,
}

impl Groups {
    fn of(&self, group: GroupId) -> impl DoubleEndedIterator<Item = &GroupChange> {
        self.changes.iter().filter(move |change| change.group == group)
    }

    /// Place in the journal of the group's last change; 0 where no act changed it.
    #[must_use]
    pub fn revision(&self, group: GroupId) -> u64 {
        self.of(group).next_back().map_or(0, |change| change.point.1)
    }

    /// When it was deleted.
    #[must_use]
    pub fn deleted(&self, group: GroupId) -> Option<Point> {
        let last = self.of(group).next_back()?;
        (last.kind == GroupChangeKind::Deleted).then_some(last.point)
    }

    /// Whether the last member left, later than at that place in the journal, and nobody has joined since.
    pub(super) fn emptied_since(&self, group: GroupId, seq: u64) -> bool {
        let moved =
            |change: &&GroupChange| matches!(change.kind, GroupChangeKind::Joined(_) | GroupChangeKind::Left(..));
        self.of(group)
            .rfind(moved)
            .is_some_and(|change| matches!(change.kind, GroupChangeKind::Left(_, 0)) && change.point.1 > seq)
    }

    /// A text that is the same exactly where the changes before a second (in seconds) are.
    pub(crate) fn fingerprint(&self, until: i64) -> String {
        let before = self.changes.iter().filter(|change| change.point.0 < until);
        before
            .map(|GroupChange { group, point, kind }| format!("{group} {point:?} {kind:?}; "))
            .collect()
    }
}

impl Tenant {
    /// Folds a change of groups into the state.
    pub(super) fn apply_groups(&mut self, (at, seq): (Instant, u64), event: &Event) {
        let (group, kind) = match event {
            Event::GroupCreated { group, .. } => (*group, GroupChangeKind::Created),
            Event::GroupDeleted { group } => (*group, GroupChangeKind::Deleted),
            Event::GroupMemberAdded { group, person } => (*group, GroupChangeKind::Joined(*person)),
            Event::GroupMemberRemoved { group, person, left } => (*group, GroupChangeKind::Left(*person, *left)),
            _ => return,
        };
        let point = (at.timestamp(), seq);
        self.groups.changes.push(GroupChange { group, point, kind });
        self.note_impediments(at, seq);
    }
}
