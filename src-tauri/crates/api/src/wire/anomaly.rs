//! Days far off their own past.

words! {
    /// Whose day it is.
    pub enum AnomalyOf {
        /// All use of the tenant.
        Day,
        /// An agent's.
        Agent,
        /// A person's.
        Person,
    }
}

wire! {
    /// Asks for days of much more use than before.
    pub struct AnomalyList {
        /// First day that is judged (YYYY-MM-DD, UTC); 29 days before today where absent.
        #[serde(default)]
        #[ts(optional)]
        pub from: Option<String>,
        /// First day after; tomorrow where absent.
        #[serde(default)]
        #[ts(optional)]
        pub until: Option<String>,
        /// Only those of the tenant, of agents or of people.
        #[serde(default)]
        #[ts(optional)]
        pub of: Option<AnomalyOf>,
        /// Only those whose use was of one of these services.
        #[serde(default)]
        #[ts(optional)]
        pub services: Option<Vec<super::ServiceKey>>,
        /// Part of a name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the newest day first where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Days of much more use than before.
    pub struct AnomalyListed {
        /// The rows.
        pub rows: Vec<AnomalyRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// First day that is judged (UTC).
        pub from: String,
        /// First day after.
        pub until: String,
        /// How days are judged, in sentences.
        pub rule: String,
        /// The simulated time (RFC 3339).
        pub as_of: String,
    }

    /// A day far above its own past.
    pub struct AnomalyRow {
        /// Its id.
        pub id: String,
        /// Whose day it is.
        pub of: AnomalyOf,
        /// The same, on screen.
        pub of_label: String,
        /// The agent's or the person's name.
        pub name: String,
        /// The day (UTC).
        pub day: String,
        /// The day after it.
        pub until: String,
        /// Copilot Credits used.
        pub credits: String,
        /// The median of the past.
        pub median: String,
        /// The usual distance from the median.
        pub distance: String,
        /// What the day lies above.
        pub limit: String,
        /// How many days of the past were looked at.
        pub past: u32,
        /// Labels of the services used on that day.
        pub services: Vec<String>,
        /// That it is so, in a sentence.
        pub text: String,
        /// How that was found, in a sentence.
        pub working: String,
    }
}
