//! Nothing names a folder of the machine it was written on.

use crate::source::texts;

#[test]
fn no_file_names_a_folder_of_one_machine() {
    // Written apart, so that this file is none of those it looks for.
    let folders = ["work", "tmp", "root", "home"].map(|name| format!("/{name}/"));
    let neighbour = ["..", "shared"].join("/");
    let mut wrong = Vec::new();
    for file in texts() {
        for (number, line) in file.text.lines().enumerate() {
            if folders.iter().chain([&neighbour]).any(|folder| line.contains(folder.as_str())) {
                wrong.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
