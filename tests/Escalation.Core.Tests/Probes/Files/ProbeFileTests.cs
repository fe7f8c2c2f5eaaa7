using System.Text;
using Escalation.Learning;
using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Probes.Files;

public sealed class ProbeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_probe_is_written_and_read_back_to_the_bit()
    {
        string path = _folder.PathOf("a.safetensors");
        var probe = new LinearProbe([0.1f, -2f, 1.17549435e-38f], 1.0 / 3.0, Fingerprints.Small, new PlattCalibration(-1.1, 0.7));

        ProbeFile.Write(path, probe, new Dictionary<string, string> { ["version"] = "7", ["dtype"] = "float16" });
        StoredProbe read = ProbeFile.Read(path);

        Assert.Equal(probe.Direction.ToArray(), read.Probe.Direction.ToArray());
        Assert.Equal(probe.Bias, read.Probe.Bias);
        Assert.Equal(probe.Fingerprint, read.Probe.Fingerprint);
        Assert.Equal((-1.1, 0.7), (read.Probe.Calibration!.A, read.Probe.Calibration.B));
        Assert.Equal(("7", "float16"), (read.Version, read.ActivationType));
        Assert.Equal("escalation-linear-probe/1", read.Metadata["format"]);
        Assert.Equal(File.ReadAllBytes(path), ProbeFile.ToBytes(probe, new Dictionary<string, string> { ["dtype"] = "float16", ["version"] = "7" }));
    }

    [Fact]
    public void The_calibration_in_a_file_rises_with_a_positive_slope()
    {
        PlattCalibration calibration = Read(Tensor.FromSingles("direction", [1f], 1), Tensor.FromSingles("platt", [2f, 0.5f], 2)).Probe.Calibration!;

        Assert.Equal(1.0 / (1.0 + Math.Exp(-2.5)), calibration.Probability(1.0), 15);
    }

    [Fact]
    public void A_standardisation_is_folded_into_the_weights()
    {
        LinearProbe probe = Read(Tensor.FromSingles("direction", [2f, 3f], 2), Tensor.FromSingles("bias", [1f]), Tensor.FromSingles("mean", [10f, 20f], 2), Tensor.FromDoubles("scale", [2.0, 4.0], 1, 2)).Probe;

        Assert.Equal([1f, 0.75f], probe.Direction.ToArray());
        Assert.Equal(1.0 - 10.0 - 15.0, probe.Bias);
        Assert.Equal(0.0, Read(Tensor.FromSingles("direction", [1f], 1)).Probe.Bias);
        Assert.Equal(-10.0, Read(Tensor.FromSingles("direction", [1f], 1), Tensor.FromSingles("mean", [10f], 1)).Probe.Bias);
    }

    [Fact]
    [Trait("Row", "17")]
    public void Numbers_that_are_not_finite_and_scales_that_are_not_above_zero_are_refused_by_name()
    {
        Tensor direction = Tensor.FromSingles("direction", [1f, 1f], 2);
        Refuses(TensorFileRule.ValueNotFinite, "'direction'[1]", Tensor.FromSingles("direction", [1f, float.NaN], 2));
        Refuses(TensorFileRule.ValueNotFinite, "'bias'[0]", direction, Tensor.FromDoubles("bias", [double.NegativeInfinity], 1));
        Refuses(TensorFileRule.ValueNotFinite, "'mean'[0]", direction, Tensor.FromSingles("mean", [float.NaN, 0f], 2));
        Refuses(TensorFileRule.ValueNotFinite, "'scale'[1]", direction, Tensor.FromSingles("scale", [1f, float.PositiveInfinity], 2));
        Refuses(TensorFileRule.ValueNotFinite, "'platt'[0]", direction, Tensor.FromDoubles("platt", [double.NaN, 0.0], 2));
        Refuses(TensorFileRule.BadProbe, "'scale'[1]", direction, Tensor.FromSingles("scale", [1f, 0f], 2));
        Refuses(TensorFileRule.BadProbe, "folded", Tensor.FromSingles("direction", [1e38f], 1), Tensor.FromSingles("scale", [1e-38f], 1));
        Refuses(TensorFileRule.BadProbe, "slope", direction, Tensor.FromDoubles("platt", [0.0, 1.0], 2));
    }

    [Fact]
    public void Tensors_that_are_missing_unknown_or_of_another_form_are_refused_by_name()
    {
        Tensor direction = Tensor.FromSingles("direction", [1f, 1f], 2);
        Refuses(TensorFileRule.MissingTensor, "'direction'", Tensor.FromSingles("weights", [1f], 1));
        Refuses(TensorFileRule.UnexpectedTensor, "'means'", direction, Tensor.FromSingles("means", [1f, 1f], 2));
        Refuses(TensorFileRule.UnexpectedShape, "'direction'", Tensor.FromSingles("direction", [1f, 1f, 1f, 1f], 2, 2));
        Refuses(TensorFileRule.UnexpectedShape, "'direction'", Tensor.FromSingles("direction", [], 0));
        Refuses(TensorFileRule.UnexpectedShape, "'mean'", direction, Tensor.FromSingles("mean", [1f], 1));
        Refuses(TensorFileRule.UnexpectedShape, "'bias'", direction, Tensor.FromSingles("bias", [1f, 1f], 2));
        Refuses(TensorFileRule.UnexpectedShape, "'platt'", direction, Tensor.FromSingles("platt", [1f], 1));
        Refuses(TensorFileRule.MissingTensor, "'platt_b'", direction, Tensor.FromSingles("platt_a", [1f], 1));
        Refuses(TensorFileRule.UnexpectedTensor, "twice", direction, Tensor.FromSingles("platt_a", [1f], 1), Tensor.FromSingles("platt_b", [1f], 1), Tensor.FromSingles("platt", [1f, 1f], 2));
        Refuses(TensorFileRule.UnsupportedType, "I16", Tensor.FromBytes("direction", TensorType.Int16, [0, 0x3C], 1));
    }

    [Fact]
    public void Tensors_without_a_meaning_are_listed_for_who_allows_them()
    {
        string path = Write(Metadata(), Tensor.FromSingles("w", [1f], 1), Tensor.FromSingles("note", [1f], 1));

        StoredProbe read = ProbeFile.Read(path, new ProbeReadOptions { AllowOtherTensors = true, Names = new ProbeTensorNames { Direction = "w" } });

        Assert.Equal(["note"], read.OtherTensors);
    }

    [Theory]
    [InlineData("escalation-linear-probe/2")]
    [InlineData("escalation-linear-probe/0")]
    [InlineData("escalation-linear-probe/x")]
    [InlineData("escalation-linear-probe/")]
    public void A_newer_or_unknown_version_is_refused(string format)
    {
        Dictionary<string, string> metadata = Metadata();
        metadata["format"] = format;
        string path = Write(metadata, Tensor.FromSingles("direction", [1f], 1));

        Assert.Equal(TensorFileRule.BadVersion, Assert.Throws<TensorFileException>(() => ProbeFile.Read(path)).Rule);
    }

    [Fact]
    public void The_format_that_torch_notes_is_none_of_ours()
    {
        Dictionary<string, string> metadata = Metadata();
        metadata["format"] = "pt";
        metadata["d"] = "1";

        Assert.Equal(1, ProbeFile.Read(Write(metadata, Tensor.FromSingles("direction", [1f], 1))).Probe.Length);
    }

    [Fact]
    [Trait("Row", "18")]
    public void A_probe_for_other_activations_is_refused_and_a_file_that_does_not_say_needs_the_caller()
    {
        string silent = Write(new Dictionary<string, string>(), Tensor.FromSingles("direction", [1f], 1));
        Assert.Equal(TensorFileRule.BadProbe, Assert.Throws<TensorFileException>(() => ProbeFile.Read(silent)).Rule);
        Assert.Equal(Fingerprints.Small, ProbeFile.Read(silent, new ProbeReadOptions { Fingerprint = Fingerprints.Small }).Probe.Fingerprint);

        string named = Write(Metadata(), Tensor.FromSingles("direction", [1f], 1));
        Assert.Equal("model-8b", ProbeFile.Read(named).Probe.Fingerprint.Model);
        foreach (ProbeFingerprint other in new[] { new ProbeFingerprint("model-9b", 12, "mean"), new ProbeFingerprint("model-8b", 13, "mean"), new ProbeFingerprint("model-8b", 12, "last"), new ProbeFingerprint("model-8b", 12, "mean") })
        {
            Dictionary<string, string> metadata = Metadata();
            metadata["tokenizer"] = "sha256:ab";
            string path = Write(metadata, Tensor.FromSingles("direction", [1f], 1));
            Assert.Throws<ProbeMismatchException>(() => ProbeFile.Read(path, new ProbeReadOptions { Fingerprint = other }));
        }
    }

    [Theory]
    [InlineData("layer", "twelve")]
    [InlineData("layer", "-1")]
    [InlineData("layer", "1.5")]
    [InlineData("model", " ")]
    [InlineData("pooling", "")]
    [InlineData("d", "2")]
    public void Metadata_that_misstate_the_activations_are_refused(string key, string value)
    {
        Dictionary<string, string> metadata = Metadata();
        metadata[key] = value;
        string path = Write(metadata, Tensor.FromSingles("direction", [1f], 1));

        Assert.Equal(TensorFileRule.BadProbe, Assert.Throws<TensorFileException>(() => ProbeFile.Read(path)).Rule);
    }

    [Theory]
    [InlineData("{\"model\":\"m\",\"layer\":3,\"pooling\":\"mean\",\"notes\":[1,2]}", null)]
    [InlineData("{\"model\":\"m\",\"model\":\"n\",\"layer\":3,\"pooling\":\"mean\"}", TensorFileRule.InvalidJson)]
    [InlineData("{", TensorFileRule.InvalidJson)]
    [InlineData("[]", TensorFileRule.NotAnObject)]
    public void The_metadata_of_an_archive_are_a_JSON_object_in_a_text(string json, TensorFileRule? rule)
    {
        byte[] text = NpyBytes.Of(NpyBytes.Header(FormattableString.Invariant($"<U{json.Length}"), "()"), Encoding.UTF32.GetBytes(json));
        string path = _folder.Write("a.npz", ZipBytes.Of(deflate: true, ("direction.npy", NpyFile.ToBytes(Tensor.FromSingles("a", [1f], 1))), ("metadata.npy", text)));

        if (rule is { } expected)
        {
            Assert.Equal(expected, Assert.Throws<TensorFileException>(() => ProbeFile.Read(path)).Rule);
            return;
        }

        StoredProbe read = ProbeFile.Read(path);
        Assert.Equal(new ProbeFingerprint("m", 3, "mean"), read.Probe.Fingerprint);
        Assert.Equal("[1,2]", read.Metadata["notes"]);
    }

    [Fact]
    public void Weights_alone_are_no_probe_file_and_reserved_keys_are_not_the_callers()
    {
        string path = _folder.Write("a.npy", NpyBytes.OfSingles(1f));
        Assert.Equal(TensorFileRule.UnknownFormat, Assert.Throws<TensorFileException>(() => ProbeFile.Read(path)).Rule);
        Assert.Throws<ArgumentException>(() => ProbeFile.ToBytes(Fingerprints.Probe(null, 1f), new Dictionary<string, string> { ["model"] = "other" }));
        Assert.Throws<ArgumentException>(() => ProbeFile.ToBytes(Fingerprints.Probe(null, 1f), new Dictionary<string, string> { ["d"] = "2" }));
    }

    [DataFact("uq/probemon/biography-llama-3.1-8b-v1.npz")]
    public void Published_probes_load_and_score()
    {
        foreach ((string name, double bias, string pooling) in new[]
        {
            ("biography-llama-3.1-8b-v1", 0.3927799, "parent_sentence_span_mean_pooling_for_canonicalized_atomic_fact_labels"),
            ("legal-qa-llama-3.1-8b-v1", -4.028686, "mean_pool_fixed_maud_claim_token_span"),
        })
        {
            StoredProbe read = ProbeFile.Read(DataFactAttribute.PathOf($"uq/probemon/{name}.npz"));

            Assert.Equal(4096, read.Probe.Length);
            Assert.Equal(bias, read.Probe.Bias, 6);
            Assert.Equal(new ProbeFingerprint("meta-llama/Llama-3.1-8B-Instruct", 19, pooling), read.Probe.Fingerprint);
            Assert.Equal((-1.0, 0.0), (read.Probe.Calibration!.A, read.Probe.Calibration.B + 0.0));
            Assert.Equal(name, read.Metadata["probe_id"]);
            Assert.Equal("0.1.0", read.Version);
            float[] unit = new float[4096];
            unit[17] = 2f;
            Assert.Equal(read.Probe.Bias + (2.0 * read.Probe.Direction[17]), read.Probe.Score(unit), 6);
        }
    }

    [DataFact("uq/probemon/residual_correctness_probe_direction.npz")]
    public void A_published_standardisation_folds_to_the_published_direction()
    {
        string path = DataFactAttribute.PathOf("uq/probemon/residual_correctness_probe_direction.npz");
        var fingerprint = new ProbeFingerprint("meta-llama/Llama-3.1-8B-Instruct", 19, "mean_pool_fixed_maud_claim_token_span");
        var options = new ProbeReadOptions { Fingerprint = fingerprint, AllowOtherTensors = true, Names = new ProbeTensorNames { Direction = "standardized_coef", Mean = "scaler_mean", Scale = "scaler_scale" } };

        StoredProbe folded = ProbeFile.Read(path, options);
        float[] published = TensorFile.Read(path).Get("residual_direction").ToSingles();

        for (int i = 0; i < published.Length; i++)
        {
            Assert.InRange(folded.Probe.Direction[i] - published[i], -1.5e-7f, 1.5e-7f);
        }

        Assert.Equal(["claim_ids", "labels", "residual_direction", "residual_intercept", "c_value"], folded.OtherTensors);
        Assert.Equal("claim-e343c7dc82d7", TensorFile.Read(path).Get("claim_ids").ToTexts()[0]);

        // The file's own form of the same probe: the folded direction with the folded intercept.
        StoredProbe direct = ProbeFile.Read(path, options with { Names = new ProbeTensorNames { Direction = "residual_direction", Bias = "residual_intercept" } });
        float[] activations = [.. Enumerable.Range(0, 4096).Select(i => MathF.Sin(i))];
        double offset = direct.Probe.Bias - folded.Probe.Bias;
        Assert.Equal(direct.Probe.Score(activations), folded.Probe.Score(activations) + offset, 3);
    }

    private static Dictionary<string, string> Metadata() => new(StringComparer.Ordinal) { ["model"] = "model-8b", ["layer"] = "12", ["pooling"] = "mean" };

    private string Write(Dictionary<string, string> metadata, params Tensor[] tensors)
    {
        string path = _folder.PathOf("probe.safetensors");
        SafeTensorsFile.Write(path, tensors, metadata);
        return path;
    }

    private StoredProbe Read(params Tensor[] tensors) => ProbeFile.Read(Write(Metadata(), tensors));

    private void Refuses(TensorFileRule rule, string said, params Tensor[] tensors)
    {
        var refusal = Assert.Throws<TensorFileException>(() => Read(tensors));
        Assert.Equal(rule, refusal.Rule);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }
}
