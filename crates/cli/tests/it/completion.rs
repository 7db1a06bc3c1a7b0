use crate::{shenguan, stdout};

#[test]
fn the_completion_script_goes_to_stdout() {
    let output = shenguan(&["completion", "bash"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("deliveries"));
}
