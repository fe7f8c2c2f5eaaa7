using Escalation.Learning;

namespace Quickstart;

/// <summary>Estimates the probability that an answer is right, from what the weak model's output shows and from the domain.</summary>
/// <remarks>
/// The domain matters: it tells where confidence is earned. One that was not seen while fitting counts as none. Labels are smoothed to
/// <c>(N1 + 1) / (N1 + 2)</c> and <c>1 / (N0 + 2)</c>, so that a part in which every answer is right can be fitted too.
/// </remarks>
internal sealed class AnswerModel
{
    private readonly string[] _domains;

    private AnswerModel(string[] domains, LogisticFit fit)
    {
        _domains = domains;
        Fitted = fit;
    }

    /// <summary>The fit, with the report of its convergence.</summary>
    public LogisticFit Fitted { get; }

    /// <summary>How many numbers the model reads: the features and one column a domain.</summary>
    public int Columns => AnswerFeatures.Count + _domains.Length;

    /// <summary>Fits the model.</summary>
    /// <param name="items">Labelled items that are used for nothing else.</param>
    /// <param name="isRight">Whose answers are meant.</param>
    public static AnswerModel Fit(IReadOnlyList<CascadeItem> items, Func<CascadeItem, bool> isRight)
    {
        int right = items.Count(isRight);
        double rightTarget = (right + 1.0) / (right + 2.0);
        double wrongTarget = 1.0 / (items.Count - right + 2.0);
        string[] domains = [.. items.Select(item => item.Domain).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        double[] features = [.. items.SelectMany(item => Encode(item, domains))];
        double[] targets = [.. items.Select(item => isRight(item) ? rightTarget : wrongTarget)];
        return new AnswerModel(domains, LogisticRegression.Fit(features, items.Count, AnswerFeatures.Count + domains.Length, targets, weights: []));
    }

    /// <summary>The probability that the answer is right.</summary>
    /// <param name="item">The item; its labels are not read.</param>
    public double Probability(CascadeItem item) => Fitted.Model.Probability(Encode(item, _domains));

    private static double[] Encode(CascadeItem item, string[] domains)
    {
        var row = new double[AnswerFeatures.Count + domains.Length];
        for (int i = 0; i < AnswerFeatures.Count; i++)
        {
            row[i] = item.Features.Values[i];
        }

        int domain = Array.IndexOf(domains, item.Domain);
        if (domain >= 0)
        {
            row[AnswerFeatures.Count + domain] = 1.0;
        }

        return row;
    }
}
