using Escalation.Decisions;
using Escalation.Triggers;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers;

public class TriggerTreePropertyTests
{
    private static readonly Func<Signal>[] Failures = [.. Say.Everything.Where(say => Say.Of(say.Signal).Failed).Select(say => say.Signal)];

    private static readonly Gen<Tree> Trees = Gen.Sized(size => TreeOf(Math.Min(size, 5)));

    [Fact]
    public void A_fault_in_any_leaf_never_turns_an_escalation_into_an_act_nor_weakens_what_another_part_proposes()
    {
        Gen<(Tree Tree, int Leaf, int Failure)> gen =
            from tree in Trees
            from leaf in Gen.Choose(0, tree.Leaves - 1)
            from failure in Gen.Choose(0, Failures.Length - 1)
            select (tree, leaf, failure);
        Prop.ForAll(
            gen.ToArbitrary(),
            ((Tree Tree, int Leaf, int Failure) c) =>
            {
                EscalationDecision before = Decide(c.Tree.Build(-1, Signal.Quiet));
                EscalationDecision after = Decide(c.Tree.Build(c.Leaf, Failures[c.Failure]));
                bool strongest = Say.Of(Say.Everything[c.Tree.LeafAt(c.Leaf)].Signal).Proposal == DecisionOutcome.SafeStop;
                return after.Outcome >= DecisionOutcome.EscalateToPerson && (strongest || after.Outcome >= before.Outcome) && after.FailedTriggers == 1;
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_fault_in_an_inner_node_escalates_too()
    {
        Prop.ForAll(
            Trees.ToArbitrary(),
            tree =>
            {
                ITrigger poisoned = Trigger.Not("outer", Trigger.When("gate", Say.That("off", Signal.Quiet), Trigger.Any("node", tree.Build(-1, Signal.Quiet), Say.That("bad", () => default))), Say.Why);
                return Decide(poisoned).Outcome >= DecisionOutcome.EscalateToPerson;
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Synchronous_and_asynchronous_compositions_agree()
    {
        Prop.ForAll(
            Trees.ToArbitrary(),
            tree => Say.Key(SafeEvaluation.Evaluate(tree.Build(-1, Signal.Quiet), new AgentTurn())) == Say.Key(Say.Evaluate(tree.BuildAsync())))
            .QuickCheckThrowOnFailure();
    }

    private static EscalationDecision Decide(ITrigger trigger) => EscalationPolicy.Build(p => p.Add(trigger)).Decide(new AgentTurn());

    private static Gen<Tree> TreeOf(int depth)
    {
        Gen<Tree> leaf = Gen.Choose(0, Say.Everything.Length - 1).Select(i => new Tree(-1, i, []));
        if (depth <= 0)
        {
            return leaf;
        }

        Gen<Tree> inner =
            from kind in Gen.Choose(0, 5)
            from count in kind == 3 ? Gen.Constant(1) : kind == 4 ? Gen.Constant(2) : Gen.Choose(1, 3)
            from k in Gen.Choose(1, count)
            from parts in TreeOf(depth - 2).ListOf(count)
            select new Tree(kind, k, [.. parts]);
        return Gen.Frequency((1, leaf), (4, inner));
    }

    internal sealed record Tree(int Kind, int Number, Tree[] Parts)
    {
        internal int Leaves => Kind < 0 ? 1 : Parts.Sum(part => part.Leaves);

        internal int LeafAt(int leaf)
        {
            foreach (Tree part in Parts)
            {
                if (leaf < part.Leaves)
                {
                    return part.LeafAt(leaf);
                }

                leaf -= part.Leaves;
            }

            return Number;
        }

        internal ITrigger Build(int replacedLeaf, Func<Signal> replacement)
        {
            int leaf = 0, node = 0;
            return Make(this);

            ITrigger Make(Tree tree)
            {
                string name = $"n{node++}";
                if (tree.Kind < 0)
                {
                    return Say.That(name, leaf++ == replacedLeaf ? replacement : Say.Everything[tree.Number].Signal);
                }

                ITrigger[] parts = [.. tree.Parts.Select(Make)];
                return tree.Kind switch
                {
                    0 => Trigger.All(name, parts),
                    1 => Trigger.Any(name, parts),
                    2 => Trigger.AtLeast(name, tree.Number, parts),
                    3 => Trigger.Not(name, parts[0], Say.Why, DecisionOutcome.EscalateToModel),
                    4 => Trigger.When(name, parts[0], parts[1]),
                    _ => Trigger.Weighted(name, tree.Number / 4.0, [.. parts.Select((part, i) => (part, 0.1 + i))]),
                };
            }
        }

        internal IAsyncTrigger BuildAsync()
        {
            if (Kind < 0)
            {
                return Say.That("leaf", Say.Everything[Number].Signal).AsAsync();
            }

            IAsyncTrigger[] parts = [.. Parts.Select(part => part.BuildAsync())];
            return Kind switch
            {
                0 => Trigger.All("x", parts),
                1 => Trigger.Any("x", parts),
                2 => Trigger.AtLeast("x", Number, parts),
                3 => Trigger.Not("x", parts[0], Say.Why, DecisionOutcome.EscalateToModel),
                4 => Trigger.When("x", parts[0], parts[1]),
                _ => Trigger.Weighted("x", Number / 4.0, [.. parts.Select((part, i) => (part, 0.1 + i))]),
            };
        }
    }
}
