namespace BankTransfer;

internal sealed class Bank(AuditLog audit, TimeSpan storageDelay)
{
    // Taken before the audit log's lock, always: the bank calls the log, the log never calls the bank.
    private readonly object _accountsLock = new();
    private readonly Dictionary<string, Account> _accounts = [];

    public void Open(string owner, decimal balance)
    {
        lock (_accountsLock)
        {
            _accounts.Add(owner, new Account(owner, balance));
        }
    }

    public bool Transfer(string from, string to, decimal amount)
    {
        lock (_accountsLock)
        {
            var payer = _accounts[from];
            var payee = _accounts[to];
            if (payer.Balance < amount)
            {
                return false;
            }

            payer.Balance -= amount;
            payee.Balance += amount;
            SaveAccounts();
            audit.Record(from, to, amount);
            return true;
        }
    }

    public string Reconcile()
    {
        lock (_accountsLock)
        {
            return audit.Compare(_accounts.Values.Sum(account => account.Balance));
        }
    }

    private void SaveAccounts() => Thread.Sleep(storageDelay);
}
