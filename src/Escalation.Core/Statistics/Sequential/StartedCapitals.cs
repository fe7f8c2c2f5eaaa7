namespace Escalation.Statistics.Sequential;

/// <summary>Capitals with constant bets, each spread over many starting times, in constant state.</summary>
/// <remarks>
/// <para>With bets that do not depend on when one began, all starting times of one alternative share their factors f_t, so the sum over them needs no history:
/// <c>M_t = sum_{j&lt;=t} w_j prod_{i=j..t} f_i = (M_{t-1} + w_t) f_t</c>. Nothing is dropped or approximated. The starting time that serves an alternative best follows
/// the same way: <c>C_t = max(C_{t-1}, 1) f_t</c>, begun anew whenever it has lost (Page's cumulative sum).</para>
/// <para>The value is the mean of the M_t over the alternatives plus what has not begun to bet. Not safe for concurrent use; a step is linear in the number of alternatives and allocates nothing.</para>
/// </remarks>
internal sealed class StartedCapitals
{
    /// <summary>How many alternatives there may be, so that their factors fit on the stack.</summary>
    internal const int MostAlternatives = 64;

    private readonly StartPlan _plan;
    private readonly double[] _spread;
    private readonly double[] _restarted;
    private readonly long[] _starts;
    private readonly double[] _before;
    private readonly double _logAlternatives;

    internal StartedCapitals(StartPlan plan, int alternatives)
    {
        _plan = plan;
        _spread = new double[alternatives];
        _restarted = new double[alternatives];
        _starts = new long[alternatives];
        _before = new double[alternatives];
        _spread.AsSpan().Fill(double.NegativeInfinity);
        _restarted.AsSpan().Fill(double.NegativeInfinity);
        _logAlternatives = Math.Log(alternatives);
        LogValue = StartWeights.LogUnspent(plan, 0);
        MaxLogValue = LogValue;
    }

    internal int Alternatives => _spread.Length;

    internal long Count { get; private set; }

    internal double Sum { get; private set; }

    /// <summary>A bound on the rounding error of each capital's logarithm.</summary>
    internal double Rounding { get; private set; }

    /// <summary>The logarithm of the value, rounded down.</summary>
    internal double LogValue { get; private set; }

    internal double MaxLogValue { get; private set; }

    internal EvidenceOnset Onset
    {
        get
        {
            if (Count == 0)
            {
                return new EvidenceOnset(0, double.NegativeInfinity, double.NaN);
            }

            int best = Leading;
            return new EvidenceOnset(_starts[best], _restarted[best], (Sum - _before[best]) / (Count - _starts[best] + 1));
        }
    }

    /// <summary>The alternative that explains best what was observed, with its own starting time.</summary>
    internal int Leading
    {
        get
        {
            int best = 0;
            for (int i = 1; i < _restarted.Length; i++)
            {
                best = _restarted[i] > _restarted[best] ? i : best;
            }

            return best;
        }
    }

    internal EvidenceState State
    {
        get
        {
            var capitals = new CapitalState[Count == 0 ? 0 : _spread.Length];
            for (int i = 0; i < capitals.Length; i++)
            {
                capitals[i] = new CapitalState(_spread[i], _restarted[i], _starts[i], _before[i]);
            }

            return new EvidenceState { Count = Count, Sum = Sum, Rounding = Rounding, MaxLogValue = MaxLogValue, Capitals = capitals };
        }
    }

    /// <summary>Whether the best starting time of an alternative is the latest step.</summary>
    internal bool BeginsNow(int alternative) => _starts[alternative] == Count;

    /// <summary>Adds the logarithm of each alternative's capital, with what has not begun to bet and rounded down, for products over streams.</summary>
    internal void AddLogsTo(Span<double> logs)
    {
        double unspent = StartWeights.LogUnspent(_plan, Count);
        for (int i = 0; i < logs.Length; i++)
        {
            double log = LogSum.Of(_spread[i], unspent);
            logs[i] += Count == 0 ? log : log - Rounding - FactorRounding.OfSum(Math.Abs(log));
        }
    }

    /// <summary>Takes one step.</summary>
    /// <param name="logFactors">The logarithm of each alternative's factor; finite.</param>
    /// <param name="rounding">A bound on their errors.</param>
    /// <param name="value">What was observed, for the mean since the onset.</param>
    internal void Step(ReadOnlySpan<double> logFactors, double rounding, double value)
    {
        Count++;
        double weight = StartWeights.LogWeight(_plan, Count);
        double magnitude = double.IsInfinity(weight) ? 0.0 : Math.Abs(weight);
        for (int i = 0; i < logFactors.Length; i++)
        {
            _spread[i] = LogSum.Of(_spread[i], weight) + logFactors[i];
            magnitude = Math.Max(magnitude, Math.Abs(_spread[i]));
            if (_restarted[i] < 0.0)
            {
                _restarted[i] = 0.0;
                _starts[i] = Count;
                _before[i] = Sum;
            }

            _restarted[i] += logFactors[i];
        }

        // A logarithm of a sum moves no more than the logarithms in it, so errors add up but do not grow.
        Rounding += rounding + FactorRounding.OfSum(magnitude);
        Sum += value;
        LogValue = Total();
        MaxLogValue = Math.Max(MaxLogValue, LogValue);
    }

    /// <exception cref="ArgumentException">Thrown when the state contradicts itself.</exception>
    internal void Restore(EvidenceState state)
    {
        Require(state.Count >= 0 && state.Count <= 1L << 53 && double.IsFinite(state.Sum), "count and sum");
        Require(state.Capitals.Count == (state.Count == 0 ? 0 : _spread.Length), "the number of capitals");
        Require(state.Rounding >= 0.0 && double.IsFinite(state.Rounding), "the rounding error");
        Require(state.Count != 0 || (state.Sum == 0.0 && state.Rounding == 0.0 && state.MaxLogValue == MaxLogValue), "a state before the first step");
        for (int i = 0; i < state.Capitals.Count; i++)
        {
            (_spread[i], _restarted[i], _starts[i], _before[i]) = state.Capitals[i];
            Require(double.IsFinite(_spread[i]) && double.IsFinite(_restarted[i]) && double.IsFinite(_before[i]), "a capital");
            Require(_starts[i] >= 1 && _starts[i] <= state.Count, "a first step");
        }

        Count = state.Count;
        Sum = state.Sum;
        Rounding = state.Rounding;
        LogValue = Count == 0 ? LogValue : Total();
        MaxLogValue = state.MaxLogValue;
        Require(MaxLogValue >= LogValue && (Count == 0 || double.IsFinite(MaxLogValue)) && MaxLogValue >= StartWeights.LogUnspent(_plan, 0), "the largest value");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new ArgumentException($"The saved state of a mixture contradicts itself in {what}.");
        }
    }

    private double Total()
    {
        double total = LogSum.Of(LogSum.Of(_spread) - _logAlternatives, StartWeights.LogUnspent(_plan, Count));
        return total - Rounding - FactorRounding.OfSum(Math.Abs(total));
    }
}
