//! Compiles the tables in `data/` into the dictionary that is embedded.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use yaqut::{Dictionary, Gazetteer};

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new("data");
    println!("cargo::rerun-if-changed=data");
    let mut tables: Vec<PathBuf> = Vec::new();
    for file in fs::read_dir(data)? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "tsv") {
            tables.push(path);
        }
    }
    tables.sort(); // the order of a folder is not the same everywhere
    let mut builder = Dictionary::builder();
    for table in tables {
        let named = |error: &dyn Error| format!("{}: {error}", table.display());
        let gazetteer = Gazetteer::from_tsv(fs::File::open(&table)?).map_err(|error| named(&error))?;
        builder.add_all(&gazetteer).map_err(|error| named(&error))?;
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("gazetteer.yqt"), builder.finish()?.to_bytes())?;
    Ok(())
}
