namespace Escalation.Calibration;

/// <summary>What a certificate keeps of a threshold grid: enough to tell whether another grid is the same one.</summary>
/// <param name="Count">How many distinct thresholds the grid has.</param>
/// <param name="First">The lowest threshold.</param>
/// <param name="Last">The highest threshold.</param>
/// <param name="Sha256">SHA-256 over the thresholds in ascending order, one a line, as 64 lowercase hexadecimal digits.</param>
public sealed record GridSummary(int Count, double First, double Last, string Sha256)
{
    private readonly double[]? _thresholds;
    private string? _sha256 = Sha256;

    /// <summary>Takes thresholds that nobody changes any more. Their hash is computed when somebody asks for it: a grid of all scores takes longer to hash than to calibrate on.</summary>
    internal GridSummary(double[] ascending)
        : this(ascending.Length, ascending[0], ascending[^1], null!) => _thresholds = ascending;

    /// <summary>SHA-256 over the thresholds in ascending order, one a line, as 64 lowercase hexadecimal digits.</summary>
    public string Sha256
    {
        // A race computes the same value twice.
        get => _sha256 ??= CalibrationData.HashLines(_thresholds);
        init => _sha256 = value;
    }

    /// <inheritdoc/>
    public bool Equals(GridSummary? other) =>
        other is not null
        && Count == other.Count
        && First.Equals(other.First)
        && Last.Equals(other.Last)
        && (IsOverSameArray(other) || string.Equals(Sha256, other.Sha256, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, First, Last);

    /// <summary>Two summaries of one grid need no hash to be equal, unless one of them was given another.</summary>
    private bool IsOverSameArray(GridSummary other) => _thresholds is not null && _thresholds == other._thresholds && _sha256 == other._sha256;
}
