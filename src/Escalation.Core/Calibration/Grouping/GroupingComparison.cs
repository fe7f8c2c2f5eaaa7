using Escalation.Calibration.Grids;
using Escalation.Decisions;

namespace Escalation.Calibration.Grouping;

/// <summary>Compares a certificate over clusters or weighted items, field by field, with the same calibration run again.</summary>
internal sealed class GroupingComparison
{
    private readonly CertificateComparer _comparer = new();
    private readonly ThresholdGrid? _given;
    private readonly ThresholdGrid? _even;

    /// <param name="stated">The certificate.</param>
    /// <param name="sha256">The fingerprint of the data.</param>
    /// <param name="grid">The grid that the caller has; null for none.</param>
    internal GroupingComparison(Certificate stated, string sha256, ThresholdGrid? grid)
    {
        Stated = stated;
        _given = grid;
        _even = CertificateConsistency.Grid(stated);
        _comparer.Text("dataSha256", stated.DataSha256, sha256);
        if (stated.Grid is { } summary)
        {
            SelectiveRiskVerification.CompareGrid(summary, grid?.Summary, _comparer);
        }

        RequireAbsent("policy", stated.Policy is not null);
        RequireAbsent("budget", stated.Budget is not null);
        RequireAbsent("choice", stated.Choice is not null);
        if (stated.RiskOf == RiskSubject.All)
        {
            Differs("riskOf", CertificateVocabulary.Word(RiskSubject.All), CertificateVocabulary.Word(RiskSubject.Acted));
        }
    }

    internal Certificate Stated { get; }

    /// <summary>Whether the certificate is of a shape that these calibrations give, so that one can be run again.</summary>
    internal bool CanRepeat => CertificateShape.Fault(Stated) is null
        && Stated is { Policy: null, Budget: null, Choice: null, RiskOf: null or RiskSubject.Acted }
        && Stated.RiskOf is null == Stated.Direction is ScoreDirection.HigherDelegates or ScoreDirection.LowerDelegates;

    /// <summary>The grid, where it is known.</summary>
    internal ThresholdGrid? KnownGrid => _given ?? _even;

    /// <summary>The options of the same calibration of a risk: with its grid, or at its threshold alone where that is all there is.</summary>
    internal SelectiveRiskOptions RiskOptions()
    {
        SelectiveRiskOptions whole = SelectiveRiskVerification.Options(Stated, KnownGrid ?? ThresholdGrid.Of(Stated.Threshold), Stated.Delta);
        return KnownGrid is not null
            ? whole
            : whole.At(Stated.Level, GridPlan.Of(whole, Stated.Grid!.Count).PlannedLevel);
    }

    internal void Differs(string field, string stated, string recomputed) => _comparer.Add(field, stated, recomputed);

    internal void Count(string field, long stated, long recomputed) => _comparer.Count(field, stated, recomputed);

    internal void SaysNeitherWay() =>
        Differs("assumptions", "sentences that do not tell how clusters became draws", "one item drawn from each cluster, or the means of clusters");

    /// <summary>Looks for the sentence that ties the certificate to its clusters or weights, which a test that fails on others would hide.</summary>
    internal void RequireSentence(string sentence)
    {
        if (!Stated.Assumptions.Contains(sentence, StringComparer.Ordinal))
        {
            Differs("assumptions", "no such sentence", sentence);
        }
    }

    /// <summary>Whether the method is one for numbers between 0 and 1; a difference where it is not.</summary>
    internal bool IsBounded()
    {
        if (Stated.Method == CertificateMethod.Exact)
        {
            Differs("method", CertificateVocabulary.Word(CertificateMethod.Exact), "a method for numbers between 0 and 1");
        }

        return Stated.Method != CertificateMethod.Exact;
    }

    /// <summary>Compares with a calibration of a risk on single items.</summary>
    internal void CompareItems(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        SelectiveRiskVerification.Compare(Stated, scores, losses, _given, _even, _comparer, share: Stated.Delta);
        if (Stated.ActedCount > 0)
        {
            _comparer.Number("empiricalRisk", Stated.EmpiricalRisk, Stated.TestedSum / Stated.ActedCount);
        }

        if (Stated.Procedure == CertificateProcedure.FixedSequence)
        {
            _comparer.Number("level", Stated.Level, Stated.Delta);
        }
    }

    /// <summary>Compares with the same calibration run again, or run at the threshold alone where the grid is not known.</summary>
    internal void Compare(CalibrationResult again)
    {
        _comparer.Count("n", Stated.N, again.N);
        if (again is not Certified { Certificate: var certificate })
        {
            _comparer.Add("status", CalibrationStatus.Certified, again.Status);
            return;
        }

        SelectiveRiskVerification.CompareNumbers(Stated, certificate, _comparer);
        _comparer.Count("clusters", Stated.Clusters ?? 0, certificate.Clusters ?? 0);
        _comparer.Number("empiricalRisk", Stated.EmpiricalRisk, certificate.EmpiricalRisk);
        _comparer.Number("seed", Stated.Seed, certificate.Seed);
        _comparer.Text("procedure", CertificateVocabulary.Word(Stated.Procedure), CertificateVocabulary.Word(certificate.Procedure));
        Assumptions(certificate.Assumptions);
        if (Stated.Grid is null || KnownGrid is not null)
        {
            _comparer.Count("hypothesesTested", Stated.HypothesesTested, certificate.HypothesesTested);
        }
        else
        {
            _comparer.NotRecomputed("threshold, hypothesesTested, grid.sha256, grid.count, grid.first, grid.last: the grid is not an even one, so the sequence can only be repeated with the grid itself.");
        }
    }

    /// <summary>Compares the assumptions, beside those on where a grid came from: its numbers do not tell.</summary>
    internal void Assumptions(IReadOnlyList<string> again)
    {
        _comparer.Sentences("assumptions", BesideGrid(Stated.Assumptions), BesideGrid(again));

        static string[] BesideGrid(IReadOnlyList<string> sentences) => [.. sentences.Where(static sentence => !CertificateAssumptions.IsOfGrid(sentence))];
    }

    internal CertificateVerification Finish(DateTimeOffset? now)
    {
        CertificateConsistency.Check(Stated, _even, _comparer);
        CertificateConsistency.CheckExpiry(Stated, now, _comparer);
        return _comparer.ToVerification();
    }

    private void RequireAbsent(string field, bool present)
    {
        if (present)
        {
            Differs(field, "a value", "null, since no calibration over clusters or weighted items gives one");
        }
    }
}
