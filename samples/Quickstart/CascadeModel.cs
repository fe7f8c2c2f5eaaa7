namespace Quickstart;

/// <summary>Estimates both sides of a decision: p, that the weak model is right, and q, that whoever takes over is.</summary>
internal sealed class CascadeModel
{
    private CascadeModel(AnswerModel weak, AnswerModel strong)
    {
        Weak = weak;
        Strong = strong;
    }

    /// <summary>The model of p.</summary>
    public AnswerModel Weak { get; }

    /// <summary>The model of q.</summary>
    public AnswerModel Strong { get; }

    /// <summary>Fits both.</summary>
    /// <param name="items">Labelled items that are used for nothing else.</param>
    public static CascadeModel Fit(IReadOnlyList<CascadeItem> items) =>
        new(AnswerModel.Fit(items, item => item.WeakIsRight), AnswerModel.Fit(items, item => item.StrongIsRight));

    /// <summary>The expected gain of delegating, q - p. A low p alone cannot tell a question that the desk would get right from one that it would get wrong too.</summary>
    /// <param name="item">The item; its labels are not read.</param>
    public double Gain(CascadeItem item) => Strong.Probability(item) - Weak.Probability(item);
}
