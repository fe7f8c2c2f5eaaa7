namespace Escalation.Statistics;

/// <summary>
/// Finds the double at which a binomial tail, as computed, crosses a level: Newton's method on the logarithm of the tail in the
/// log-odds, kept inside a bracket, and at the end bisection over the doubles themselves.
/// </summary>
internal struct TailInversion
{
    private const int MaxNewtonSteps = 30;

    private readonly long _successes;
    private readonly long _trials;
    private readonly double _delta;
    private readonly bool _upperBound;

    // The bits of nonnegative doubles are ordered as the doubles; the crossing lies in (_below, _above].
    private long _below;
    private long _above;

    public TailInversion(long successes, long trials, double delta, bool upperBound)
    {
        _successes = successes;
        _trials = trials;
        _delta = delta;
        _upperBound = upperBound;
        _below = 0;
        _above = BitConverter.DoubleToInt64Bits(1);
    }

    /// <summary>How many tails were evaluated so far.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The least rate whose lower tail is at most delta, or the greatest one whose upper tail is.</summary>
    public double Solve()
    {
        double estimate = Newton();
        long at = BitConverter.DoubleToInt64Bits(estimate);
        for (long step = 1; at - step > _below || at + step < _above; step *= 4)
        {
            Probe(at - step);
            Probe(at + step);
        }

        while (_above - _below > 1)
        {
            Probe(_below + ((_above - _below) / 2));
        }

        return BitConverter.Int64BitsToDouble(_upperBound ? _above : _below);
    }

    private double Newton()
    {
        double rate = Start();
        for (int i = 0; i < MaxNewtonSteps; i++)
        {
            double tail = Evaluate(rate);
            double gap = Math.Log(tail) - Math.Log(_delta);
            double next = rate - Step(rate, tail, gap, out bool settled);
            if (settled || !double.IsFinite(next))
            {
                return rate;
            }

            rate = IsInside(next) ? next : Middle();
        }

        return rate;
    }

    // In the log-odds the logarithm of a tail is nearly straight far out; close to the solution the plain step keeps all digits.
    private double Step(double rate, double tail, double gap, out bool settled)
    {
        double mass = tail - Tail(_upperBound ? _successes - 1 : _successes + 1, rate);
        double slope = _upperBound ? -(_trials - _successes) / (1 - rate) * (mass / tail) : _successes / rate * (mass / tail);
        double step = gap / slope;
        settled = Math.Abs(step) <= 4E-16 * rate;
        if (Math.Abs(gap) < 0.01)
        {
            return step;
        }

        double odds = rate / (1 - rate) * Math.Exp(-step / (rate * (1 - rate)));
        return rate - (double.IsPositiveInfinity(odds) ? 1 : odds / (1 + odds));
    }

    // Wilson's interval with the Gaussian tail bound in place of the quantile.
    private readonly double Start()
    {
        double n = _trials;
        double z2 = Math.Max(1, -2 * Math.Log(_delta));
        double centre = (_successes + (z2 / 2)) / (n + z2);
        double share = _successes / n;
        double half = Math.Sqrt(z2) / (n + z2) * Math.Sqrt((n * share * (1 - share)) + (z2 / 4));
        double start = _upperBound ? centre + half : centre - half;
        return start > 0 && start < 1 ? start : 0.5;
    }

    private double Evaluate(double rate)
    {
        double tail = Tail(_successes, rate);
        long at = BitConverter.DoubleToInt64Bits(rate);
        bool beyond = _upperBound ? tail <= _delta : tail > _delta;
        if (beyond)
        {
            _above = Math.Min(_above, at);
        }
        else
        {
            _below = Math.Max(_below, at);
        }

        return tail;
    }

    private double Tail(long successes, double rate)
    {
        Evaluations++;
        return _upperBound ? BinomialTail.Lower(successes, _trials, rate) : BinomialTail.Upper(successes, _trials, rate);
    }

    private void Probe(long at)
    {
        if (at > _below && at < _above)
        {
            Evaluate(BitConverter.Int64BitsToDouble(at));
        }
    }

    private readonly bool IsInside(double rate) =>
        rate > BitConverter.Int64BitsToDouble(_below) && rate < BitConverter.Int64BitsToDouble(_above);

    private readonly double Middle() => BitConverter.Int64BitsToDouble(_below + ((_above - _below) / 2));
}
