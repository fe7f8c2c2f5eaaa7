namespace Escalation.Calibration.Grids;

/// <summary>The outcome of one fixed sequence, whose tested thresholds are neighbours.</summary>
/// <param name="first">The index of the threshold that it began with; -1 when none acts on enough.</param>
/// <param name="certifiedFrom">The index of the lowest certified threshold; one above <paramref name="first"/> when none is, so 0 when none was tested.</param>
/// <param name="level">The level of each test.</param>
internal sealed class SequenceOutcome(int first, int certifiedFrom, double level) : GridOutcome
{
    private readonly int _lastTested = Math.Max(certifiedFrom - 1, 0);

    internal override int Tested => first - _lastTested + 1;

    internal override int LowestCertified => certifiedFrom <= first ? certifiedFrom : -1;

    internal override IReadOnlyList<int> Stops => first >= 0 && certifiedFrom > 0 ? [certifiedFrom - 1] : [];

    internal override bool IsTested(int index) => index <= first && index >= _lastTested;

    internal override bool IsCertified(int index) => index <= first && index >= certifiedFrom;

    internal override double? Level(int index) => IsTested(index) ? level : null;
}
