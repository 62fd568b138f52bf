//! Switches of the rules, and what Meterdesk assumes.

wire! {
    /// Asks for the switches of the rules.
    pub struct SettingList {
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
    }

    /// The switches of the rules.
    pub struct SettingListed {
        /// The rows.
        pub rows: Vec<SettingRow>,
        /// How many there are in all.
        pub total: u32,
        /// Always absent: all switches fit in one answer.
        pub next: Option<String>,
    }

    /// A switch of the rules.
    pub struct SettingRow {
        /// Its name, as `setting_set` takes it.
        pub key: String,
        /// Its name on screen.
        pub label: String,
        /// What it is about.
        pub help: String,
        /// What holds now, as `setting_set` takes it.
        pub value: String,
        /// What held before anybody changed it.
        pub default: String,
        /// Since when it holds (RFC 3339); absent where nobody changed it.
        pub since: Option<String>,
        /// Who changed it last; absent where nobody did.
        pub changed_by: Option<String>,
        /// Its values, the default first.
        pub alternatives: Vec<SettingAlternative>,
        /// Place in the journal of its last change, 0 before the first; send it back with an edit.
        pub revision: u64,
    }

    /// A value of a switch.
    pub struct SettingAlternative {
        /// The value.
        pub value: String,
        /// Its name on screen.
        pub label: String,
        /// What Meterdesk then does.
        pub text: String,
        /// Why, and what is known.
        pub basis: String,
        /// Whether no document states it.
        pub assumption: bool,
        /// Documents that speak for it.
        pub sources: Vec<SettingSource>,
    }

    /// A public document.
    pub struct SettingSource {
        /// Title.
        pub title: String,
        /// Date of the version that states it: YYYY-MM-DD, or the year.
        pub date: String,
    }

    /// Changes a switch of the rules. Usage is judged by what held at its time.
    pub struct SettingSet {
        /// The switch.
        pub key: String,
        /// Its new value.
        pub value: String,
        /// The revision that the decision rests on; refused if the switch has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The switch was changed.
    pub struct SettingChanged {
        /// The switch as it is now.
        pub setting: SettingRow,
    }
}
