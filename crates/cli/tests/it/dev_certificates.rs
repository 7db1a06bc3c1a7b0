use std::fs;

use crate::{Folder, shenguan, stderr, stdout};

#[test]
fn the_list_of_keys_is_data_and_the_folder_is_a_message() {
    let folder = Folder::new("dev");
    let units = folder.path().join("units.tsv");
    fs::write(&units, "# remark\ncode\tname\nscjgj\t县市场监管局\nwsjkj\t县卫生健康局\n").unwrap();

    let output = shenguan(&[
        "certs",
        "dev",
        "--out",
        folder.as_str(),
        "--units",
        units.to_str().unwrap(),
        "-o",
        "json",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let keys: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(keys.as_array().unwrap().len(), 2);
    assert_eq!(keys[1]["unit"], "wsjkj");
    assert!(stderr(&output).contains(folder.as_str()));
    assert!(folder.path().join("units/scjgj.key").exists());
}

#[test]
fn a_units_file_that_is_not_there_is_named_in_both_languages() {
    let output = shenguan(&["certs", "dev", "--units", "/nowhere/units.tsv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("错误：/nowhere/units.tsv 不能读取\n"), "{}", stderr(&output));
    assert!(stderr(&output).contains("No such file"), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
}
