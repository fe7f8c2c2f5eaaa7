using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>The words for enums in a certificate's JSON, each in both directions from one table.</summary>
internal static class CertificateVocabulary
{
    private static readonly (ScoreDirection Value, string Word)[] Directions =
    [
        (ScoreDirection.HigherDelegates, "higherDelegates"),
        (ScoreDirection.LowerDelegates, "lowerDelegates"),
        (ScoreDirection.HigherActs, "higherActs"),
    ];

    private static readonly (CertificateProcedure Value, string Word)[] Procedures =
    [
        (CertificateProcedure.OrderStatistic, "order-statistic"),
        (CertificateProcedure.FixedSequence, "fixed-sequence"),
        (CertificateProcedure.MultiStart, "multi-start"),
        (CertificateProcedure.Bonferroni, "bonferroni"),
        (CertificateProcedure.Holm, "holm"),
        (CertificateProcedure.Graphical, "graphical"),
    ];

    private static readonly (SequenceStart Value, string Word)[] Starts =
    [
        (SequenceStart.TwiceFloor, "2x"),
        (SequenceStart.Floor, "floor"),
        (SequenceStart.Strictest, "strictest"),
        (SequenceStart.FourTimesFloor, "4x"),
    ];

    private static readonly (CertificateMethod Value, string Word)[] Methods =
    [
        (CertificateMethod.Exact, "exact"),
        (CertificateMethod.HoeffdingBentkus, "hb"),
        (CertificateMethod.Betting, "wsr"),
    ];

    private static readonly (CertificateScope Value, string Word)[] Scopes =
    [
        (CertificateScope.Rule, "rule"),
        (CertificateScope.Policy, "policy"),
    ];

    private static readonly (CertificateUnit Value, string Word)[] Units =
    [
        (CertificateUnit.Item, "item"),
        (CertificateUnit.Cluster, "cluster"),
    ];

    private static readonly (RiskSubject Value, string Word)[] Subjects =
    [
        (RiskSubject.Acted, "acted"),
        (RiskSubject.All, "all"),
    ];

    internal static string Word(ScoreDirection direction) => WordOf(Directions, direction);

    internal static string Word(CertificateProcedure procedure) => WordOf(Procedures, procedure);

    internal static string Word(SequenceStart start) => WordOf(Starts, start);

    internal static string Word(CertificateMethod method) => WordOf(Methods, method);

    internal static string Word(CertificateScope scope) => WordOf(Scopes, scope);

    internal static string Word(CertificateUnit unit) => WordOf(Units, unit);

    internal static string Word(RiskSubject subject) => WordOf(Subjects, subject);

    internal static ScoreDirection? Direction(string word) => ValueOf(Directions, word);

    internal static CertificateProcedure? Procedure(string word) => ValueOf(Procedures, word);

    internal static SequenceStart? Start(string word) => ValueOf(Starts, word);

    internal static CertificateMethod? Method(string word) => ValueOf(Methods, word);

    internal static CertificateScope? Scope(string word) => ValueOf(Scopes, word);

    internal static CertificateUnit? Unit(string word) => ValueOf(Units, word);

    internal static RiskSubject? Subject(string word) => ValueOf(Subjects, word);

    private static string WordOf<T>((T Value, string Word)[] table, T value)
        where T : struct, Enum
    {
        foreach ((T known, string word) in table)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
            {
                return word;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a value of {typeof(T).Name}.");
    }

    private static T? ValueOf<T>((T Value, string Word)[] table, string text)
        where T : struct, Enum
    {
        foreach ((T value, string word) in table)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
