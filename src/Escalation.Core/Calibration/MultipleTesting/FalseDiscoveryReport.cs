namespace Escalation.Calibration.MultipleTesting;

/// <summary>Discoveries with a bound on the expected share of false ones. That is no bound on the chance of any false one, so nothing here can support a certificate; it is a type of its own for that reason.</summary>
/// <remarks>Immutable; safe to read from several threads.</remarks>
public sealed class FalseDiscoveryReport
{
    internal FalseDiscoveryReport(FalseDiscoveryProcedure procedure, double q, double cut, int[] discoveries, double[] adjusted)
    {
        Procedure = procedure;
        Q = q;
        Cut = cut;
        Discoveries = discoveries;
        AdjustedPValues = adjusted;
    }

    /// <summary>The procedure.</summary>
    public FalseDiscoveryProcedure Procedure { get; }

    /// <summary>The bound on the expected share of false discoveries, strictly between 0 and 1.</summary>
    public double Q { get; }

    /// <summary>The level of the procedure where it stopped, rounded down: the discoveries are exactly the hypotheses with <c>p &lt;= Cut</c>.</summary>
    public double Cut { get; }

    /// <summary>The indices of the discoveries, ascending.</summary>
    public IReadOnlyList<int> Discoveries { get; }

    /// <summary>For each hypothesis the least q at which it is a discovery, rounded up and cut off at 1.</summary>
    public IReadOnlyList<double> AdjustedPValues { get; }
}
