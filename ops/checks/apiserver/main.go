// A real kube-apiserver with its etcd in one process, on loopback: what a chart's objects are shown to.
// No controller, no scheduler and no kubelet runs; what the check needs of them is done by the second form.
//
//	apiserver serve FOLDER PORT
//	apiserver namespace|crd|priority|finish|pods|list KUBECONFIG NAMESPACE [files or a name]
//
// The server listens on PORT, its etcd on the two ports behind it; both keep their data in FOLDER, and FOLDER/kubeconfig is for
// whoever wants to talk to it. SIGTERM ends either form.
package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

const readyWithin = 30 * time.Second

func main() {
	if len(os.Args) < 4 {
		fail(fmt.Errorf("usage: apiserver serve FOLDER PORT, or apiserver namespace|crd|priority|finish|pods|list KUBECONFIG NAMESPACE [files or a name]"))
	}
	if os.Args[1] == "serve" {
		os.Exit(serve(os.Args[2], os.Args[3]))
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	hands, err := newHands(os.Args[2], os.Args[3])
	if err != nil {
		fail(err)
	}
	if err := hands.do(ctx, os.Args[1], os.Args[4:]); err != nil {
		fail(err)
	}
}

func serve(folder, portText string) int {
	port, err := strconv.Atoi(portText)
	if err != nil {
		fail(err)
	}
	if err := prepare(folder, port); err != nil {
		fail(err)
	}
	store, etcd, err := startEtcd(filepath.Join(folder, "etcd"), port+1)
	if err != nil {
		fail(err)
	}
	defer store.Close()
	key := filepath.Join(folder, "accounts.key")
	server := app.NewAPIServerCommand()
	server.SetArgs([]string{
		"--etcd-servers=" + etcd.String(),
		"--bind-address=127.0.0.1",
		"--secure-port=" + portText,
		"--cert-dir=" + folder,
		"--token-auth-file=" + filepath.Join(folder, "tokens.csv"),
		"--authorization-mode=RBAC",
		"--service-cluster-ip-range=10.0.0.0/24",
		"--service-account-issuer=https://127.0.0.1",
		"--service-account-signing-key-file=" + key,
		"--service-account-key-file=" + key,
	})
	return cli.Run(server)
}

// prepare writes what the server reads: a key for the tokens of service accounts, and who may do everything.
func prepare(folder string, port int) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	token := rand.Text()
	for name, text := range map[string]string{
		"accounts.key": string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})),
		"tokens.csv":   token + ",admin,admin,system:masters\n",
		"kubeconfig": fmt.Sprintf(`apiVersion: v1
kind: Config
clusters: [{name: it, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: %s}}]
contexts: [{name: it, context: {cluster: it, user: admin}}]
current-context: it
`, port, token),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// startEtcd returns when etcd answers, with the address for its clients.
func startEtcd(folder string, port int) (*embed.Etcd, url.URL, error) {
	clients, peers := loopback(port), loopback(port+1)
	config := embed.NewConfig()
	config.Dir = folder
	config.LogLevel = "error"
	config.UnsafeNoFsync = true // thrown away at the end
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{clients}, []url.URL{clients}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peers}, []url.URL{peers}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	store, err := embed.StartEtcd(config)
	if err != nil {
		return nil, clients, err
	}
	select {
	case <-store.Server.ReadyNotify():
		return store, clients, nil
	case <-time.After(readyWithin):
		store.Close()
		return nil, clients, fmt.Errorf("etcd is not ready after %s", readyWithin)
	}
}

func loopback(port int) url.URL {
	return url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", port)}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "apiserver:", err)
	os.Exit(1)
}
