//! The revisions of one entry as a graph: what follows what, and where two ways parted.

use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet};

use vault::{Id, Moment};

/// One revision: its name, its time, and the revisions it follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub id: Id,
    pub at: Moment,
    pub parents: Vec<Id>,
}

/// The revisions of one entry.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    nodes: HashMap<Id, Node>,
}

impl FromIterator<Node> for Graph {
    fn from_iter<T: IntoIterator<Item = Node>>(nodes: T) -> Self {
        Self { nodes: nodes.into_iter().map(|node| (node.id, node)).collect() }
    }
}

impl Graph {
    /// Adds a revision; one that is there already stays as it is.
    pub fn add(&mut self, node: Node) {
        self.nodes.entry(node.id).or_insert(node);
    }

    /// The same without some revisions.
    pub fn without(&self, gone: &HashSet<Id>) -> Self {
        self.nodes.values().filter(|node| !gone.contains(&node.id)).cloned().collect()
    }

    /// The revisions that no other follows, the one to be shown last.
    pub fn heads(&self) -> Vec<Id> {
        let followed: HashSet<Id> =
            self.nodes.values().flat_map(|node| node.parents.iter().copied()).collect();
        let mut heads: Vec<&Node> =
            self.nodes.values().filter(|node| !followed.contains(&node.id)).collect();
        heads.sort_by_key(|node| (node.at, node.id));
        heads.into_iter().map(|node| node.id).collect()
    }

    /// The names of all revisions, in no order.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        self.nodes.keys().copied()
    }

    /// The revisions, in no order.
    pub fn into_nodes(self) -> impl Iterator<Item = Node> {
        self.nodes.into_values()
    }

    /// All revisions, later ones first; one never stands before another that follows it, whatever the clocks
    /// said.
    pub fn newest_first(&self) -> Vec<Id> {
        let mut waiting: HashMap<Id, usize> = HashMap::new();
        for parent in self.nodes.values().flat_map(|node| &node.parents) {
            *waiting.entry(*parent).or_default() += 1;
        }
        let mut ready: BinaryHeap<(Moment, Id)> = self
            .nodes
            .values()
            .filter(|node| !waiting.contains_key(&node.id))
            .map(|node| (node.at, node.id))
            .collect();
        let mut order = Vec::with_capacity(self.nodes.len());
        while let Some((_, id)) = ready.pop() {
            order.push(id);
            for parent in &self.nodes[&id].parents {
                let Some(left) = waiting.get_mut(parent) else { continue };
                *left -= 1;
                if *left == 0
                    && let Some(node) = self.nodes.get(parent)
                {
                    ready.push((node.at, node.id));
                }
            }
        }
        order
    }

    /// A revision and all that it follows, however far back.
    fn behind(&self, id: Id) -> BTreeSet<Id> {
        let mut found = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if let Some(node) = self.nodes.get(&id)
                && found.insert(id)
            {
                open.extend(&node.parents);
            }
        }
        found
    }

    /// The nearest revision that both follow: of those that both follow, one that no other of them follows;
    /// where there are several, the latest.
    pub fn parting(&self, one: Id, other: Id) -> Option<Id> {
        let common: BTreeSet<Id> =
            self.behind(one).intersection(&self.behind(other)).copied().collect();
        let followed: BTreeSet<Id> = common
            .iter()
            .filter_map(|id| self.nodes.get(id))
            .flat_map(|node| node.parents.iter().copied())
            .collect();
        let nearest = common.difference(&followed).filter_map(|id| self.nodes.get(id));
        nearest.max_by_key(|node| (node.at, node.id)).map(|node| node.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    /// Revision `n` at second `at`, after `parents`.
    fn node(n: u8, at: i64, parents: &[u8]) -> Node {
        let at = jiff::Timestamp::from_second(at).expect("a time");
        Node {
            id: id(n),
            at: Moment::new(at, jiff::tz::Offset::UTC),
            parents: parents.iter().map(|n| id(*n)).collect(),
        }
    }

    #[test]
    fn two_ways_part_at_the_nearest_revision_that_both_follow() {
        let line = [node(1, 1, &[]), node(2, 2, &[1])];
        let parted = [node(3, 3, &[2]), node(4, 4, &[3]), node(5, 9, &[2])];
        let graph: Graph = line.into_iter().chain(parted).collect();
        assert_eq!(graph.heads(), [id(4), id(5)]);
        assert_eq!(graph.parting(id(4), id(5)), Some(id(2)));
        assert_eq!(graph.parting(id(4), id(3)), Some(id(3)));
        let strangers: Graph = [node(1, 1, &[]), node(2, 2, &[])].into_iter().collect();
        assert_eq!(strangers.parting(id(1), id(2)), None);
    }

    #[test]
    fn ways_that_crossed_part_at_the_later_crossing() {
        // 4 and 5 both join 2 and 3: each of those is nearest.
        let crossed = [
            node(1, 1, &[]),
            node(2, 2, &[1]),
            node(3, 3, &[1]),
            node(4, 4, &[2, 3]),
            node(5, 5, &[2, 3]),
        ];
        let graph: Graph = crossed.into_iter().collect();
        assert_eq!(graph.parting(id(4), id(5)), Some(id(3)));
    }

    #[test]
    fn a_clock_that_ran_back_turns_no_history_around() {
        let graph: Graph =
            [node(1, 50, &[]), node(2, 10, &[1]), node(3, 20, &[2])].into_iter().collect();
        assert_eq!(graph.newest_first(), [id(3), id(2), id(1)]);
        assert_eq!(graph.heads(), [id(3)]);
        assert_eq!(graph.ids().count(), 3);
    }

    #[test]
    fn a_revision_whose_parent_is_lost_is_still_there() {
        let graph: Graph = [node(2, 2, &[1]), node(3, 3, &[2])].into_iter().collect();
        assert_eq!(graph.newest_first(), [id(3), id(2)]);
        assert_eq!(graph.without(&HashSet::from([id(3)])).heads(), [id(2)]);
        assert_eq!(graph.without(&HashSet::from([id(2), id(3)])).into_nodes().count(), 0);
    }
}
