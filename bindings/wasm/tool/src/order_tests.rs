use super::*;

/// Bytes that depend on the seed alone; those of different seeds share no shingles.
fn bytes(seed: u32, len: usize) -> Vec<u8> {
    let step = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    std::iter::successors(Some(seed), step)
        .skip(1)
        .take(len)
        .map(|state| (state >> 24) as u8)
        .collect()
}

fn order(bodies: &[Vec<u8>]) -> Vec<usize> {
    by_likeness(&bodies.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

#[test]
fn each_function_occurs_once() {
    let bodies: Vec<_> = (0..60)
        .map(|number| bytes(number % 7, number as usize * 11))
        .collect();
    let mut found = order(&bodies);
    assert_eq!(found, order(&bodies), "the same for each build");
    found.sort_unstable();
    assert_eq!(found, (0..60).collect::<Vec<_>>());
    assert!(order(&[]).is_empty());
}

#[test]
fn similar_functions_become_neighbours() {
    let like = |seed, other| [bytes(seed, 300), bytes(other, 20), bytes(seed + 1, 300)].concat();
    let bodies = [like(10, 1), like(20, 2), like(10, 3), like(20, 4)];
    let place = |function| {
        order(&bodies)
            .iter()
            .position(|one| *one == function)
            .unwrap()
    };
    assert_eq!(place(0).abs_diff(place(2)), 1);
    assert_eq!(place(1).abs_diff(place(3)), 1);
}

#[test]
fn functions_beyond_the_window_do_not_count() {
    let [a, b, c] = [1, 2, 3].map(|seed| bytes(seed, 300));
    let [d, much] = [(4, 40), (5, WINDOW)].map(|(seed, len)| bytes(seed, len));
    let first = [a.clone(), b.clone()].concat();
    let large = [a, much, d.clone()].concat();
    // Half of it is in the first, but that is too far away behind the large one.
    let half = [b, c.clone()].concat();
    let little = [c, d].concat();
    assert_eq!(order(&[half, little, large, first]), [3, 2, 1, 0]);
}
