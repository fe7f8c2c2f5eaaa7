using System.Globalization;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>One row, a batch and a set beside OpenBLAS on one thread.</summary>
internal sealed unsafe class OpenBlasRatio : IRatio
{
    private const int Length = 4096;
    private const int Probes = 8;

    public string Name => "vs-openblas";

    public string Measures => "time to score float32 rows of 4096 over OpenBLAS (sdot, sgemv, sgemm) through a native call, one thread; lower is better";

    public string? Unavailable => OpenBlas.IsInstalled ? null : "libopenblas.so.0 is not installed";

    public IEnumerable<RatioCase> Cases()
    {
        yield return One();
        foreach (long bytes in new[] { ProbeCase.InSecondCache, ProbeCase.OutOfCache })
        {
            yield return Batch(bytes);
            yield return Set(bytes);
        }
    }

    private static RatioCase One()
    {
        var memory = new AlignedActivations(ActivationType.Float32, Length, 1);
        var weights = new AlignedActivations(ActivationType.Float32, Length, 1);
        var probe = new LinearProbe(weights.As<float>(), 0.0, ProbeCase.Fingerprint);
        return new RatioCase(
            "one row",
            new RatioBody("LinearProbe.Score", calls =>
            {
                double sum = 0;
                for (int i = 0; i < calls; i++)
                {
                    sum += probe.Score(memory.As<float>());
                }

                return sum;
            }),
            new RatioBody("cblas_sdot", calls =>
            {
                double sum = 0;
                for (int i = 0; i < calls; i++)
                {
                    sum += OpenBlas.Dot(Length, (float*)memory.Address, (float*)weights.Address);
                }

                return sum;
            }))
        {
            Verify = () => Near(probe.Score(memory.As<float>()), OpenBlas.Dot(Length, (float*)memory.Address, (float*)weights.Address)),
        };
    }

    private static RatioCase Batch(long bytes)
    {
        var memory = new AlignedActivations(ActivationType.Float32, Length, bytes);
        var weights = new AlignedActivations(ActivationType.Float32, Length, 1);
        var scores = new AlignedActivations(ActivationType.Float32, 1, memory.Rows * sizeof(float));
        var probe = new LinearProbe(weights.As<float>(), 0.0, ProbeCase.Fingerprint);
        return new RatioCase(
            string.Create(CultureInfo.InvariantCulture, $"batch, {bytes >> 10} KiB"),
            ProbeCase.Score(probe, memory),
            RatioBody.Long("cblas_sgemv", () =>
            {
                OpenBlas.MatrixVector(memory.Rows, Length, (float*)memory.Address, (float*)weights.Address, (float*)scores.Address);
                return scores.As<float>()[0];
            }))
        {
            Verify = () =>
            {
                OpenBlas.MatrixVector(memory.Rows, Length, (float*)memory.Address, (float*)weights.Address, (float*)scores.Address);
                Near(probe.Score(memory.View.Slice(memory.Rows - 1, 1)), scores.As<float>()[^1]);
            },
        };
    }

    private static RatioCase Set(long bytes)
    {
        var memory = new AlignedActivations(ActivationType.Float32, Length, bytes);
        ProbeSet set = ProbeCase.Set(Length, Probes);
        float[] packed = [.. set.Probes.ToArray().SelectMany(probe => probe.Direction.ToArray())];
        var ours = new float[memory.Rows * Probes];
        var peer = new float[memory.Rows * Probes];
        return new RatioCase(
            string.Create(CultureInfo.InvariantCulture, $"8 probes, {bytes >> 10} KiB"),
            RatioBody.Long("ProbeSet.Score", Ours),
            RatioBody.Long("cblas_sgemm", Peer))
        {
            Verify = () =>
            {
                Ours();
                Peer();
                Near(ours[^1], peer[^1] + 0.25f);
            },
        };

        double Ours()
        {
            set.Score(memory.View, ours);
            return ours[^1];
        }

        double Peer()
        {
            fixed (float* w = packed)
            fixed (float* scores = peer)
            {
                OpenBlas.MatrixMatrix(memory.Rows, Probes, Length, (float*)memory.Address, w, scores);
            }

            return peer[^1];
        }
    }

    private static void Near(float ours, float peer)
    {
        if (!(Math.Abs(ours - peer) < 1e-3f * Math.Max(1f, Math.Abs(peer))))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{ours} instead of {peer}."));
        }
    }
}
