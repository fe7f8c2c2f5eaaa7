using Escalation.Decisions;

namespace Escalation.Prediction.Capacity;

/// <summary>Chooses who is escalated when people take no more than k items in a window: by a price that follows the load, under a cap that is never broken in silence.</summary>
/// <remarks>
/// <para>
/// An item escalates iff its net benefit <c>(q - p) c_w - c_l</c> exceeds lambda times the general c_w; at the general costs, iff <c>q - p &gt; 1/R + lambda</c>. Every slot taken raises lambda by the step eta, and time lowers
/// it by <c>eta k</c> in a window, down to 0: dual mirror descent on the capacity (Balseiro, Lu and Mirrokni, Operations Research 2023), with bounded memory and no forecast. On any sequence of items, however unlike a sample, a stretch of m windows
/// sees at most <c>k m + (b + lambda's growth) / eta</c> slots taken, b the largest net benefit in wrong acts; so without hard items at most <c>k m + b / eta + 1</c>. For items drawn alike at a steady rate lambda settles around the
/// price of <see cref="ShadowPrice"/>, about eta to either side for each item that comes within the noise.
/// </para>
/// <para>
/// The price may let act what the costs alone would escalate. It has no say where a trigger fired, an estimate is missing or a fault occurred: those are hard items, they take a slot at any price and raise it. The cap is a bucket of
/// <see cref="CapacityOptions.Burst"/> slots filled at k in a window, counted in whole numbers. An item that needs a person and finds the bucket empty is queued or stopped, as the options say, and never acts.
/// </para>
/// <para>
/// A certificate about a delegation budget survives, since only escalations are taken away; one about the risk among acted items does not cover what the price lets act. When not to use it: where every escalation is a
/// duty, or where who waits must be chosen by fairness and not by worth. The controller is immutable; the state is the caller's. Deciding allocates nothing.
/// </para>
/// </remarks>
public sealed class CapacityController
{
    private readonly CapacityOptions _options;
    private readonly TimeProvider _time;
    private readonly long _window;
    private readonly long _full;

    /// <summary>Creates a controller.</summary>
    /// <param name="options">The capacity.</param>
    /// <param name="time">The clock, whose wall time a state can carry to another machine; the system's when null.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    public CapacityController(CapacityOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time ?? TimeProvider.System;
        _window = options.Window.Ticks;
        _full = options.Burst * _window;
    }

    /// <summary>A state with all slots free.</summary>
    /// <param name="price">Where lambda starts, finite and at least 0: 0, or the price of a <see cref="CapacityPlan"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="price"/> is negative or not finite.</exception>
    public CapacityState NewState(double price = 0.0)
    {
        if (!(price >= 0.0 && double.IsFinite(price)))
        {
            Guard.OutOfRange(nameof(price), "a finite number, at least 0", price);
        }

        return new CapacityState(_window, price, _full, _time.GetUtcNow().UtcTicks);
    }

    /// <summary>Decides on an item by its gain.</summary>
    /// <param name="state">The state, which takes part.</param>
    /// <param name="gain">The gain <c>q - p</c> of escalating; NaN, or a number outside [-1, 1], is a hard item.</param>
    /// <param name="costs">The item's costs; undefined ones make it a hard item. The general ones when null.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the state counts in another window.</exception>
    public CapacityVerdict Decide(CapacityState state, double gain, DecisionCosts? costs = null)
    {
        Pass(state);
        DecisionCosts own = costs ?? _options.Costs;
        if (!own.IsDefined || !(Math.Abs(gain) <= 1.0 + Estimate.RangeTolerance))
        {
            return Take(state);
        }

        return CostRatioRule.Escalates(gain, own) && Pays(state, (gain * own.WrongAct) - own.Escalation) ? Take(state) : new CapacityVerdict(CapacityAction.Act, state.Price, TimeSpan.Zero);
    }

    /// <summary>Decides on a hard item: it needs a person at any price.</summary>
    /// <param name="state">The state, which takes part.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the state counts in another window.</exception>
    public CapacityVerdict DecideHard(CapacityState state)
    {
        Pass(state);
        return Take(state);
    }

    /// <summary>Decides on what a policy has decided. Only an escalation to a person that the cost rule alone asks for has a price; everything else that goes to a person is a hard item.</summary>
    /// <param name="state">The state, which takes part.</param>
    /// <param name="decision">The decision. Its net benefit is what the cost rule weighed; where that cannot be told it is a hard item.</param>
    /// <param name="pricedTriggers">Bit i is set when trigger i of the policy is about the gain alone and may be overruled by the price, such as the budget that caps the cost rule; none unless given.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the state counts in another window.</exception>
    public CapacityVerdict Decide(CapacityState state, in EscalationDecision decision, ulong pricedTriggers = 0)
    {
        Pass(state);
        if (decision.Outcome != DecisionOutcome.EscalateToPerson)
        {
            return new CapacityVerdict(CapacityAction.Unchanged, state.Price, TimeSpan.Zero);
        }

        bool byRule = decision.TriggerIndex < 0 && decision.Reason == Reason.CostRatio;
        bool byPriced = decision.TriggerIndex is >= 0 and < 64 && (pricedTriggers & (1UL << decision.TriggerIndex)) != 0;
        bool priced = (byRule || byPriced) && (decision.FiredTriggers & ~pricedTriggers) == 0 && decision.FailedTriggers == 0;
        double benefit = byRule ? BenefitByRule(decision) : decision.ExpectedCostOfActing - decision.ExpectedCostOfEscalating;
        return !priced || !double.IsFinite(benefit) || Pays(state, benefit) ? Take(state) : new CapacityVerdict(CapacityAction.Act, state.Price, TimeSpan.Zero);
    }

    /// <summary>What the rule weighed: its score is the gain, estimated directly or as q - p, its threshold the ratio of the turn's own costs.</summary>
    private double BenefitByRule(in EscalationDecision decision)
    {
        double wrongAct = decision.ExpectedCostOfActing / (1.0 - decision.ModelIsRight);
        if (!double.IsFinite(wrongAct))
        {
            wrongAct = decision.Threshold == _options.Costs.RequiredGain ? _options.Costs.WrongAct : double.NaN;
        }

        return (decision.Score - decision.Threshold) * wrongAct;
    }

    private bool Pays(CapacityState state, double benefit) => !(benefit <= state.Price * _options.Costs.WrongAct);

    /// <summary>Lets the time that has passed fill the bucket and lower the price. A clock that goes back passes no time.</summary>
    private void Pass(CapacityState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.WindowTicks != _window)
        {
            throw new ArgumentException("The state counts slots in another window than the controller.", nameof(state));
        }

        long passed = Math.Max(0, _time.GetUtcNow().UtcTicks - state.Ticks);
        state.Ticks += passed;
        Int128 credit = state.Credit + ((Int128)passed * _options.Slots);
        state.Credit = credit > _full ? _full : (long)credit;
        state.Price = Math.Max(0.0, state.Price - (_options.Step * _options.Slots * ((double)passed / _window)));
    }

    private CapacityVerdict Take(CapacityState state)
    {
        double price = state.Price;
        if (state.Credit >= _window)
        {
            state.Credit -= _window;
            state.Price += _options.Step;
            return new CapacityVerdict(CapacityAction.Escalate, price, TimeSpan.Zero);
        }

        if (_options.Overflow == CapacityOverflow.SafeStop || state.Credit < long.MinValue + _window)
        {
            return new CapacityVerdict(CapacityAction.SafeStop, price, TimeSpan.Zero);
        }

        state.Credit -= _window;
        state.Price += _options.Step;
        (long ticks, long rest) = Math.DivRem(-state.Credit, _options.Slots);
        return new CapacityVerdict(CapacityAction.Queue, price, TimeSpan.FromTicks(rest == 0 ? ticks : ticks + 1));
    }
}
