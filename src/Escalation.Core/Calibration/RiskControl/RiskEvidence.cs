namespace Escalation.Calibration.RiskControl;

/// <summary>Every risk of every configuration, measured on the items that test and on those that choose.</summary>
internal sealed class RiskEvidence
{
    private readonly RiskMeasurement[] _testing;
    private readonly RiskMeasurement[]? _choosing;
    private readonly double[] _pValues;

    /// <param name="risks">The names of the risks.</param>
    /// <param name="testing">The measurements on the testing items, all risks of the first configuration first.</param>
    /// <param name="choosing">Those on the choosing items; null when nothing chooses.</param>
    /// <param name="delta">The family-wise error level.</param>
    internal RiskEvidence(IReadOnlyList<string> risks, RiskMeasurement[] testing, RiskMeasurement[]? choosing, double delta)
    {
        RiskNames = risks;
        Configurations = testing.Length / risks.Count;
        Delta = delta;
        _testing = testing;
        _choosing = choosing;

        // Computed once: every procedure and every row reads them again.
        _pValues = new double[testing.Length];
        for (int i = 0; i < _pValues.Length; i++)
        {
            _pValues[i] = testing[i].PValue;
        }
    }

    internal IReadOnlyList<string> RiskNames { get; }

    internal int Risks => RiskNames.Count;

    internal int Configurations { get; }

    internal double Delta { get; }

    internal bool HasChoosing => _choosing is not null;

    internal RiskMeasurement Testing(int configuration, int risk) => _testing[(configuration * Risks) + risk];

    /// <summary>The p-value of one risk on the testing items.</summary>
    internal double PValue(int configuration, int risk) => _pValues[(configuration * Risks) + risk];

    internal RiskMeasurement Choosing(int configuration, int risk) => _choosing![(configuration * Risks) + risk];

    /// <summary>The p-value of "any risk is beyond its bound": the largest of the risks' p-values, which is valid whatever their dependence, since one true part alone makes it large.</summary>
    internal double PValue(int configuration)
    {
        double largest = 0.0;
        for (int risk = 0; risk < Risks; risk++)
        {
            largest = Math.Max(largest, PValue(configuration, risk));
        }

        return largest;
    }

    /// <summary>The logarithm of the same p-value on the choosing items.</summary>
    internal double ChoosingLogPValue(int configuration)
    {
        double largest = double.NegativeInfinity;
        for (int risk = 0; risk < Risks; risk++)
        {
            largest = Math.Max(largest, Choosing(configuration, risk).LogPValue);
        }

        return largest;
    }
}
