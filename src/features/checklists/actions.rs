//! Edits of checklists.

use domain::checklist::{Answer, Finding, Template};
use domain::ids::WorkOrderId;
use domain::{Edit, Entity};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Starts a checklist. It carries its own steps: a template that changes later changes nothing here.
pub(super) fn start(id: Uuid, job: WorkOrderId, template: &Template) -> Edit {
    let fields = Map::from_iter([
        ("work_order".to_owned(), Value::String(job.to_string())),
        ("title".to_owned(), Value::String(template.title.clone())),
        ("edition".to_owned(), template.edition.into()),
        ("steps".to_owned(), json!(template.steps)),
    ]);
    Edit::Create { entity: Entity::Checklist, id, fields }
}

/// Answers a step.
pub(super) fn answer(checklist: Uuid, step: &str, finding: Option<Finding>, note: String) -> Edit {
    Edit::Answer { checklist, step: step.to_owned(), finding, note }
}

/// Puts the answer back that stood before, or takes the new one away.
pub(super) fn put_back(checklist: Uuid, step: &str, before: Option<&Answer>) -> Edit {
    answer(checklist, step, before.map(|a| a.finding), before.map(|a| a.note.clone()).unwrap_or_default())
}

/// Declares a checklist complete.
pub(super) fn complete(checklist: Uuid) -> Edit {
    Edit::CompleteChecklist { checklist }
}
