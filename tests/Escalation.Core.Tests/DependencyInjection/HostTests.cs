using Escalation.Decisions;
using Escalation.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Escalation.Core.Tests.DependencyInjection;

public class HostTests
{
    [Fact]
    public async Task A_good_policy_is_built_at_the_start_of_the_host()
    {
        int builds = 0;
        using IHost host = Build(services => services.AddEscalation("support", p =>
        {
            builds++;
            p.Costs(50, 4);
        }));

        await host.StartAsync();

        Assert.Equal(1, builds);
        Assert.Equal("support", host.Services.GetRequiredService<IEscalationPolicyProvider>().Get("support").Name);
        Assert.Equal(1, builds);
        await host.StopAsync();
    }

    [Fact]
    [Trait("Row", "74")]
    public async Task Invalid_options_stop_the_start_and_name_every_failure()
    {
        using IHost host = Build(services => services.AddEscalation("support").ConfigureOptions(options =>
        {
            options.Version = 7;
            options.Costs = new CostSettings { WrongAct = 1, Escalation = 2 };
        }));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal("support", refusal.OptionsName);
        Assert.Equal(typeof(EscalationOptions), refusal.OptionsType);
        Assert.Collection(
            refusal.Failures.Order(StringComparer.Ordinal),
            failure => Assert.Contains("wrongAct must exceed escalation = 2, but was 1", failure, StringComparison.Ordinal),
            failure => Assert.Contains("from 1 to 1", failure, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_cannot_work_stops_the_start()
    {
        using IHost host = Build(services => services.AddEscalation("support").AddTrigger<QuietTrigger>().Configure(p => p.Add(new QuietTrigger())));

        var refusal = await Assert.ThrowsAsync<PolicyBuildException>(() => host.StartAsync());

        Assert.Contains("'quiet'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "75")]
    public async Task A_bad_reload_of_a_running_host_strikes_nobody()
    {
        var configuration = new MutableConfiguration(("Costs:WrongAct", "50"), ("Costs:Escalation", "4"));
        using IHost host = Build(services => services.AddEscalation("support").Bind(configuration.Section));
        await host.StartAsync();
        var policies = host.Services.GetRequiredService<IEscalationPolicyProvider>();
        EscalationPolicy first = policies.Get("support");

        configuration.Change(("Costs:WrongAct", "0"), ("Costs:Escalation", "4"));

        Assert.Same(first, policies.Get("support"));
        Assert.Equal(1, policies.GetReloads("support").Failed);
        await host.StopAsync();
    }

    [Theory]
    [Trait("Row", "71")]
    [Trait("Row", "72")]
    [Trait("Row", "73")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{ "Escalation": null }""")]
    [InlineData("""{ "Escalation": {} }""")]
    [InlineData("""{ "Escalation": { "Costs": {} } }""")]
    [InlineData("""{ "Escalation": { "Costs": null } }""")]
    [InlineData("""{ "Escalation": { "Costs": { "WrongAct": null, "Escalation": 4 } } }""")]
    [InlineData("""{ "Escalation": { "Costs": { "WrongAct": 50, "Escalation": 4, "Wrong": 1 } } }""")]
    [InlineData("""{ "Escalation": { "Costs": { "WrongAct": 1e400, "Escalation": 4 } } }""")]
    [InlineData("""{ "Escalation": { "Costs": { "WrongAct": 50, "WrongAct": 60, "Escalation": 4 } } }""")]
    [InlineData("""{ "Escalation": { "Costs": { "WrongAct": 50, "wrongact": 60, "Escalation": 4 } } }""")]
    [InlineData("""{ "Escalation": { "Costs": { "WrongAct": "5,0", "Escalation": 4 } } }""")]
    [InlineData("")]
    public async Task A_bad_document_never_becomes_a_running_policy(string json)
    {
        Exception? refusal = await Record.ExceptionAsync(async () =>
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
            IConfigurationRoot configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
            using IHost host = Build(services => services.AddEscalation("support").Bind(configuration.GetSection("Escalation")));
            await host.StartAsync();
        });

        Assert.NotNull(refusal);
        Assert.True(refusal is InvalidOperationException or OptionsValidationException or FormatException or InvalidDataException or System.Text.Json.JsonException, refusal.ToString());
    }

    [Theory]
    [Trait("Row", "73")]
    [InlineData(65)]
    [InlineData(100_000)]
    public void A_document_nested_too_deeply_is_refused_and_overflows_no_stack(int depth)
    {
        string json = string.Concat(Enumerable.Repeat("{\"Escalation\":", depth)) + "1" + new string('}', depth);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));

        Assert.ThrowsAny<System.Text.Json.JsonException>(() => new ConfigurationBuilder().AddJsonStream(stream).Build());
    }

    [Fact]
    [Trait("Row", "73")]
    public async Task A_document_with_a_byte_order_mark_is_read()
    {
        using var stream = new MemoryStream([0xEF, 0xBB, 0xBF, .. """{ "Escalation": { "Costs": { "WrongAct": 50, "Escalation": 4 } } }"""u8]);
        IConfigurationRoot configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        using IHost host = Build(services => services.AddEscalation("support").Bind(configuration.GetSection("Escalation")));

        await host.StartAsync();

        Assert.Equal("support", host.Services.GetRequiredKeyedService<EscalationPolicy>("support").Name);
    }

    private static IHost Build(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        configure(builder.Services);
        return builder.Build();
    }
}
