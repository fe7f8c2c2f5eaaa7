using Escalation.Auditing;
using HostedAgent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// An agent inside a host: policies from appsettings.json and code, keyed by name; a trigger and a channel of our own; the loop with its audit log.
string folder = Directory.CreateTempSubdirectory("hosted-agent-").FullName;
string auditPath = Path.Combine(folder, "audit.jsonl");
HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
    EnvironmentName = Environments.Development, // The container then validates itself, scopes included, when it is built.
});

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<ConsoleDesk>();
builder.Services.AddSingleton(_ => AuditLog.Open(auditPath));
builder.Services.AddOptions<RefundOptions>()
    .Bind(builder.Configuration.GetRequiredSection("Refunds"))
    .Validate(options => options.LimitInEuros > 0, "Refunds:LimitInEuros must be above 0.")
    .ValidateOnStart();

builder.Services.AddEscalation("support")
    .Bind(builder.Configuration.GetSection("Escalation:Support"))
    .AddLoop();
builder.Services.AddEscalation("refunds", policy => policy.ExpertIsRight(0.99)) // Finance is right in 99 of 100 cases.
    .Bind(builder.Configuration.GetSection("Escalation:Refunds"))
    .AddTrigger<RefundLimitTrigger>()
    .AddLoop();

builder.Services.AddSingleton<AgentWorker>();
builder.Services.AddHostedService(services => services.GetRequiredService<AgentWorker>());

AgentWorker agent;
ConsoleDesk desk;
using (IHost host = builder.Build())
{
    agent = host.Services.GetRequiredService<AgentWorker>();
    desk = host.Services.GetRequiredService<ConsoleDesk>();
    await host.RunAsync();
}

AuditVerification audit = AuditVerifier.Verify(auditPath);
Console.WriteLine();
Console.WriteLine($"{Scene.Script.Count} conversations, {desk.Count} handed over; audit log of {audit.Count} records: {(audit.IsIntact ? "intact" : audit.Message)}");
Directory.Delete(folder, recursive: true);
return agent.Finished && audit.IsIntact && desk.Count == 4 ? 0 : 1;
