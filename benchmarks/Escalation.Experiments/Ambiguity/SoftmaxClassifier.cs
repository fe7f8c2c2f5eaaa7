using System.Numerics.Tensors;
using Escalation.Statistics;

namespace Escalation.Experiments.Ambiguity;

/// <summary>Multinomial logistic regression on sparse texts by plain gradient steps in an order that a seed gives: a simple classifier of intents, good enough to have scores to judge.</summary>
internal sealed class SoftmaxClassifier
{
    private readonly float[] _weights;
    private readonly int _classes;

    private SoftmaxClassifier(int columns, int classes)
    {
        _weights = new float[(columns + 1) * classes];
        _classes = classes;
    }

    /// <summary>Trains.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="columns">How many columns the texts have.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="epochs">How often each text is seen.</param>
    /// <param name="rate">The first step's length; it falls to 0 linearly.</param>
    /// <param name="seed">The seed of the order.</param>
    internal static SoftmaxClassifier Train(SparseText[] texts, int[] labels, int columns, int classes, int epochs, double rate, ulong seed)
    {
        var model = new SoftmaxClassifier(columns, classes);
        float[] step = new float[classes];
        long steps = (long)epochs * texts.Length;
        long done = 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            foreach (int i in SeededShuffle.Permutation(texts.Length, seed + (ulong)epoch))
            {
                model.Score(texts[i], step);
                TensorPrimitives.SoftMax(step, step);
                step[labels[i]] -= 1f;
                model.Move(texts[i], step, (float)(-rate * (1.0 - ((double)done / steps))));
                done++;
            }
        }

        return model;
    }

    /// <summary>The logits of a text.</summary>
    internal double[] Logits(SparseText text)
    {
        float[] logits = new float[_classes];
        Score(text, logits);
        return [.. logits.Select(logit => (double)logit)];
    }

    private void Score(SparseText text, Span<float> logits)
    {
        logits.Clear();
        foreach (int column in text.Columns)
        {
            TensorPrimitives.Add(logits, Row(column), logits);
        }

        TensorPrimitives.MultiplyAdd(logits, text.Value, Intercepts, logits);
    }

    private void Move(SparseText text, ReadOnlySpan<float> step, float rate)
    {
        foreach (int column in text.Columns)
        {
            Span<float> row = Row(column);
            TensorPrimitives.MultiplyAdd(step, rate * text.Value, row, row);
        }

        TensorPrimitives.MultiplyAdd(step, rate, Intercepts, Intercepts);
    }

    private Span<float> Row(int column) => _weights.AsSpan(column * _classes, _classes);

    private Span<float> Intercepts => _weights.AsSpan(_weights.Length - _classes, _classes);
}
