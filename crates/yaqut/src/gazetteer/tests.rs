use super::*;

fn place(id: &str, name: &str) -> Entity {
    Entity::new(id, "place", name)
}

fn ids(gazetteer: &Gazetteer) -> Vec<&str> {
    gazetteer.into_iter().map(Entity::id).collect()
}

#[test]
fn entities_are_found_by_id_after_others_were_removed() {
    let entities = [place("a", "حلب"), place("b", "حمص"), place("c", "حماة")];
    let mut gazetteer = Gazetteer::from_entities(entities).unwrap();
    gazetteer.remove("b");
    assert_eq!(ids(&gazetteer), ["a", "c"]);
    assert_eq!(gazetteer.get("c").map(Entity::name), Some("حماة"));
    assert_eq!((gazetteer.get("b"), gazetteer.len()), (None, 2));
    assert!(gazetteer.removed().eq(["b"]));
}

#[test]
fn an_id_that_is_removed_cannot_be_added_to_the_same_gazetteer() {
    let mut gazetteer = Gazetteer::new();
    gazetteer.remove("a");
    assert_eq!(gazetteer.add(place("a", "حلب")).unwrap_err().kind(), GazetteerErrorKind::DuplicateId);
}

#[test]
fn the_last_of_several_layers_has_the_last_word() {
    let mut names = Gazetteer::from_entities([place("a", "حلب")]).unwrap();
    let mut removing = Gazetteer::new();
    removing.remove("a");
    removing.remove("z");
    names.extend_over(removing);
    assert!(names.is_empty() && names.removed().eq(["a", "z"]));
    names.extend_over(Gazetteer::from_entities([place("a", "حلب الشهباء")]).unwrap());
    assert!(ids(&names) == ["a"] && names.removed().eq(["z"]));
}

#[test]
fn a_refused_entity_changes_nothing() {
    let mut gazetteer = Gazetteer::from_entities([place("a", "حلب")]).unwrap();
    let before = gazetteer.clone();
    gazetteer.add(place("a", "حمص\u{FFFD}")).unwrap_err();
    gazetteer.add(place("b", "ـ")).unwrap_err();
    assert_eq!(gazetteer, before);
    assert!(gazetteer.warnings().is_empty());
}

#[test]
fn warnings_go_with_their_entities() {
    let mut gazetteer = Gazetteer::from_entities([place("a", "ح\u{FFFD}"), place("b", "م\u{FFFD}")]).unwrap();
    assert_eq!(gazetteer.warnings().len(), 2);
    gazetteer.extend_over(Gazetteer::from_entities([place("a", "حلب")]).unwrap());
    gazetteer.remove("b");
    assert!(gazetteer.warnings().is_empty());
}
